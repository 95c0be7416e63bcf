using System.Diagnostics;

namespace SmartCity.Bench;

/// <summary>This benchmark as a child process.</summary>
internal static class Self
{
    /// <param name="arguments">Of the benchmark.</param>
    /// <param name="settingsOf">The program whose runtime settings (<c>*.runtimeconfig.json</c>) the child runs with.</param>
    public static ProcessStartInfo Start(IEnumerable<string> arguments, string settingsOf = "SmartCity.Bench")
    {
        var program = typeof(Self).Assembly.Location;
        var settings = Path.Combine(AppContext.BaseDirectory, settingsOf + ".runtimeconfig.json");
        return new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", "--runtimeconfig", settings, program, .. arguments]);
    }
}
