using SmartCity.Gateway.Tests.Forward.Fakes;

namespace SmartCity.Gateway.Tests.Fleet;

/// <summary>
/// An executable in nanoff's place that prints what nanoff prints: the lines of its source (nanoFirmwareFlasher at baccab8)
/// and of reports by its users (nanoframework/Home#1588 for an empty <c>Assemblies:</c>, #1737 for a runtime that stays).
/// </summary>
internal sealed class ScriptedNanoff
{
    private const string Script =
        """
        #!/bin/sh
        dir=$(dirname "$0")
        echo "$*" >> "$dir/calls"
        fault=$(cat "$dir/fault" 2>/dev/null)
        fail() { echo "Error $1: $2"; exit $3; }
        echo ".NET nanoFramework Firmware Flasher v2.5.130+baccab8dd8"
        echo "Copyright (C) 2019 .NET Foundation and Contributors"
        case "$*" in
        "--nanodevice --devicedetails"*)
          clr=1.16.0.578; [ "$fault" = old ] && clr=1.12.1.115
          echo "Getting details from nano device...OK"
          echo "System Information"
          echo "HAL build info: nanoCLR running @ ESP32 built with ESP-IDF v5.5.4"
          echo "  Target:   ESP32_PSRAM_REV0"
          echo "  Platform: ESP32"
          echo
          echo "Firmware build Info:"
          echo "  CLR Version: $clr"
          echo
          echo "AppDomains:"
          echo
          echo "Assemblies:"
          [ "$fault" = foreign ] && echo "  Blinky, 1.0.0.0"
          [ "$fault" = empty ] || [ "$fault" = foreign ] || echo "  SmartCity.Node.Esp32, 1.0.0.0"
          [ "$fault" = empty ] || echo "  mscorlib, 1.17.11.0"
          echo
          echo "Native Assemblies:"
          echo "  mscorlib v100.5.0.24, checksum 0x445C7AF9" ;;
        *--devicedetails*)
          if [ "$fault" = denied ]; then
            echo "******************** EXCEPTION ******************"
            echo "Exception occurred while trying to open </dev/ttyUSB0>:"
            echo "Access to the path '/dev/ttyUSB0' is denied."
            echo "*************************************************"
            fail E6000 "Couldn't open serial device. Make sure the COM port exists, that the device is connected and that it's not being used by another application." 112
          fi
          [ "$fault" = absent ] && fail E6000 "Couldn't open serial device. Make sure the COM port exists, that the device is connected and that it's not being used by another application." 112
          [ "$fault" = silent ] && fail E4000 "Error executing ESP32 serial command. (No serial data received.)" 160
          echo "Reading details from chip...OK"
          echo
          echo "Connected to:"
          if [ "$fault" = chip ]; then echo "ESP32-S3 (ESP32-S3 (QFN56) (revision v0.2))"; else echo "ESP32 (ESP32-D0WD-V3 (revision v3.1))"; fi
          echo "Features Wi-Fi, BT, Dual Core, 240MHz, VRef calibration in efuse, Coding Scheme None"
          echo "Flash size 4MB WINBOND from WINBOND (manufacturer 0xEF device 0x4016)"
          echo "PSRAM: undetermined"
          echo "MAC 24:0A:C4:11:22:33" ;;
        *--update*)
          [ "$fault" = download ] && fail E9007 "Error downloading firmware file." 47
          echo "Erasing flash...OK"; echo "Flashing firmware...OK" ;;
        *--deploy*)
          [ "$fault" = image ] && fail E9008 "Couldn't find application file. Check the path." 48
          echo "Flashing deployment partition...OK" ;;
        *--filedeployment*)
          [ "$fault" = asleep ] && fail E2002 "Error executing operation with nano device." 210
          if [ "$fault" = file ]; then echo "Deploying file node.json to I:\\node.json..."; echo "Error deploying content file node.json to I:\\node.json"; else echo "Deploying file node.json to I:\\node.json...OK"; fi ;;
        *--networkdeployment*)
          echo "Updating network configuration...OK"; echo "Updating wireless configuration...OK" ;;
        *) fail E9000 "Invalid or missing arguments." 40 ;;
        esac
        exit 0
        """;

    private readonly TempDirectory _directory;

    public ScriptedNanoff(TempDirectory directory)
    {
        _directory = directory;
        File.WriteAllText(Program, Script.ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Program => _directory.At("nanoff");

    /// <summary>What goes wrong from now on; empty for nothing.</summary>
    public string Fault
    {
        set => File.WriteAllText(_directory.At("fault"), value);
    }

    /// <summary>The first words of the calls since this was asked last.</summary>
    public IReadOnlyList<string> Calls()
    {
        var file = _directory.At("calls");
        string[] calls = File.Exists(file) ? File.ReadAllLines(file) : [];
        File.Delete(file);
        return calls;
    }
}
