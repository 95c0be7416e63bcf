using System.Diagnostics;
using System.Globalization;

namespace SmartCity.Journal.Tests.Disk;

/// <summary>An ext4 file system on a loop device of its own, and what the kernel counts of it. Needs root.</summary>
internal sealed class LoopDevice : IDisposable
{
    private const int ImageBytes = 96 << 20, SectorBytes = 512, WrittenSectors = 6, Flushes = 15;
    private readonly string _place, _device;

    private LoopDevice(string place, string device) => (_place, _device) = (place, device);

    public string Directory => Path.Combine(_place, "mounted");

    /// <summary>Bytes written to the device (<c>/sys/block/*/stat</c>, field 7 of Documentation/block/stat.rst).</summary>
    public long Written => Stat(WrittenSectors) * SectorBytes;

    /// <summary>Flush requests it completed (field 16).</summary>
    public long Flushed => Stat(Flushes);

    /// <summary>Null, and why, where this machine does not allow it.</summary>
    public static LoopDevice? TryMake(out string why)
    {
        why = "not root on Linux";
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root") return null;
        var place = System.IO.Directory.CreateTempSubdirectory("loop-").FullName;
        var image = Path.Combine(place, "image");
        using (var file = File.Create(image)) file.SetLength(ImageBytes);
        if (!Run("losetup", out why, "--find", "--show", image)) return Fail(place);
        var device = new LoopDevice(place, why.Trim());
        System.IO.Directory.CreateDirectory(device.Directory);
        // Tables written at once, or the kernel would do it while the test counts; blocks as large as on a card of any size.
        if (Run("mkfs.ext4", out why, "-q", "-b", "4096", "-E", "lazy_itable_init=0,lazy_journal_init=0", device._device)
            && Run("mount", out why, "-o", "noatime", device._device, device.Directory)) return device;
        Run("losetup", out _, "--detach", device._device);
        return Fail(place);
    }

    public void Dispose()
    {
        Run("umount", out _, Directory);
        Run("losetup", out _, "--detach", _device);
        System.IO.Directory.Delete(_place, recursive: true);
    }

    private static LoopDevice? Fail(string place)
    {
        System.IO.Directory.Delete(place, recursive: true);
        return null;
    }

    private long Stat(int field) => long.Parse(
        File.ReadAllText($"/sys/block/{Path.GetFileName(_device)}/stat").Split(' ', StringSplitOptions.RemoveEmptyEntries)[field], CultureInfo.InvariantCulture);

    private static bool Run(string program, out string said, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            said = process.StandardOutput.ReadToEnd();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode != 0) said = $"{program}: {error}";
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            said = $"{program}: {missing.Message}";
            return false;
        }
    }
}
