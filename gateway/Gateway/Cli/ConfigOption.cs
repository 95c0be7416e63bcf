using System.CommandLine;
using SmartCity.Gateway.Config;

namespace SmartCity.Gateway.Cli;

/// <summary>The option <c>--config FILE</c>, and what every command does with a configuration that is wrong.</summary>
internal static class ConfigOption
{
    public static Option<string> Create() => new("--config", "-c")
    {
        Description = "The configuration file (JSON; comments allowed).",
        HelpName = "FILE",
        Required = true,
    };

    /// <summary>The options, or null with every fault on the error stream.</summary>
    public static GatewayOptions? Load(ParseResult parsed, Option<string> option)
    {
        var result = ConfigFile.Load(parsed.GetRequiredValue(option));
        foreach (var fault in result.Errors) parsed.InvocationConfiguration.Error.WriteLine(fault);
        return result.Options;
    }
}
