namespace SmartCity.Gateway.Fleet.Flash;

/// <summary>One run of nanoff.</summary>
/// <param name="Key">Under which its success is remembered.</param>
/// <param name="Title">What a person is told.</param>
/// <param name="Files">Files of its content: when one changes, the step is done again.</param>
/// <param name="Repeat">True: it only looks, so it is done every time.</param>
/// <param name="Judge">Null when the output of a run that ended well shows what was wanted, else what to do.</param>
internal sealed record FlashStep(string Key, string Title, IReadOnlyList<string> Arguments, IReadOnlyList<string> Files, bool Repeat, Func<string, string?>? Judge);

/// <summary>What is flashed, and how.</summary>
internal sealed record FlashSettings
{
    /// <summary>
    /// Works on every ESP32, with or without PSRAM, whatever its revision (nanoff's README, "ESP32_PSRAM_REV0"). The
    /// chip's family is checked against it.
    /// </summary>
    public const string Target = "ESP32_PSRAM_REV0";

    /// <summary>The runtime whose native libraries go with the packages of <c>Directory.Packages.props</c>; nanoFramework's release of May 2026.</summary>
    public const string PinnedFirmware = "1.16.0.578";

    /// <summary>
    /// Begin of the deployment partition. nanoff's own default, 0x1B0000, is inside the runtime since late 2025.
    /// </summary>
    public const string DeployAddress = "0x1E0000";

    public required string Port { get; init; }

    /// <summary>The device image; an absolute path.</summary>
    public required string Image { get; init; }

    public string Firmware { get; init; } = PinnedFirmware;

    /// <summary>True: the image goes over the runtime, which knows its partitions; false: through the chip's boot loader.</summary>
    public bool OverRuntime { get; init; }
}

/// <summary>The steps that put a node into service, in their order; option names are those of nanoff's <c>Options.cs</c> (baccab8).</summary>
internal static class FlashPlan
{
    public static IReadOnlyList<FlashStep> Steps(FlashSettings s) =>
    [
        Step("details", "look at the chip", ["--platform", "esp32", "--serialport", s.Port, "--devicedetails"], [], true, NanoffOutput.WrongChip),
        Step("firmware", $"write the runtime {s.Firmware}", ["--update", "--target", FlashSettings.Target, "--fwversion", s.Firmware, "--serialport", s.Port, "--masserase"], [], false, null),
        Image(s),
        Step("files", "write the node's files", ["--filedeployment", "files.json", "--serialport", s.Port], ["files.json", "node.json", "ca.pem"], false, NanoffOutput.FileNotWritten),
        Step("network", "write network and authority", ["--networkdeployment", "net.json", "--serialport", s.Port], ["net.json", "ca.pem"], false, null),
        Step("verify", "see that the program is there", ["--nanodevice", "--devicedetails", "--serialport", s.Port], [], true, output => NanoffOutput.NotReady(output, s.Firmware)),
    ];

    private static FlashStep Image(FlashSettings s) => s.OverRuntime
        ? Step("image", "write the program", ["--nanodevice", "--deploy", "--serialport", s.Port, "--image", s.Image], [s.Image], false, null)
        : Step("image", "write the program", ["--target", FlashSettings.Target, "--serialport", s.Port, "--deploy", "--image", s.Image, "--address", FlashSettings.DeployAddress], [s.Image], false, null);

    private static FlashStep Step(string key, string title, string[] arguments, string[] files, bool repeat, Func<string, string?>? judge) =>
        new(key, title, [.. arguments, "--suppressnanoffversioncheck"], files, repeat, judge);
}
