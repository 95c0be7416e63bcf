using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SmartCity.Gateway.Fleet;
using SmartCity.Gateway.Ingest;

namespace SmartCity.Gateway.Cli.Nodes;

/// <summary><c>nodes identify NODE</c> and <c>nodes command NODE NAME key=value …</c>: a command through the running gateway, and its outcome.</summary>
internal static class NodesCallCommand
{
    // A self-test takes up to 15 s, and a node on a weak link its time on top.
    private const int WaitSeconds = 30;

    public static Command CreateIdentify()
    {
        var (config, node) = (ConfigOption.Create(), NodesCommand.Node());
        var command = new Command("identify", "Let a node's LED blink for half a minute.") { node, config };
        command.SetAction((parsed, stop) => RunAsync(parsed, config, node, "identify", [], stop));
        return command;
    }

    public static Command CreateCommand()
    {
        var (config, node) = (ConfigOption.Create(), NodesCommand.Node());
        var name = new Argument<string>("COMMAND") { Description = "sample-now, self-test, valve, reboot or identify." };
        var fields = new Argument<string[]>("KEY=VALUE") { Description = "Fields of the command, such as name=v1 state=open for=60.", Arity = ArgumentArity.ZeroOrMore };
        fields.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1)) result.AddError($"'{token.Value}': expected KEY=VALUE");
        });
        var command = new Command("command", "Send a node a command and wait for its outcome.") { node, name, fields, config };
        command.SetAction((parsed, stop) => RunAsync(parsed, config, node, parsed.GetRequiredValue(name), parsed.GetValue(fields) ?? [], stop));
        return command;
    }

    /// <summary>The command as JSON: whole numbers and decimals as numbers, all else as text.</summary>
    internal static string Json(string id, string name, IEnumerable<string> fields)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("cmd", name);
            foreach (var field in fields)
            {
                var cut = field.IndexOf('=', StringComparison.Ordinal);
                var value = field[(cut + 1)..];
                if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) json.WriteNumber(field[..cut], number);
                else json.WriteString(field[..cut], value);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static Task<int> RunAsync(ParseResult parsed, Option<string> config, Argument<string> node, string name, IReadOnlyList<string> fields, CancellationToken stop) =>
        NodesCommand.WithAsync(parsed, config, node, known: true, async (options, _, who) =>
        {
            var id = "cli-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));
            var answer = await FleetControl.AskAsync(options.Data, $"command {who.Site} {who.Node} {WaitSeconds} {id} {Json(id, name, fields)}", stop).ConfigureAwait(false);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            switch (answer)
            {
                case null:
                    await error.WriteLineAsync($"no gateway runs on {options.Data}").ConfigureAwait(false);
                    return ExitCode.Unavailable;
                case { Sent: not nameof(SendResult.Sent) }:
                    await error.WriteLineAsync($"{who} is not connected").ConfigureAwait(false);
                    return ExitCode.Failed;
                case { Outcome: null }:
                    await error.WriteLineAsync($"{who} took the command and has not answered within {WaitSeconds} s").ConfigureAwait(false);
                    return ExitCode.Failed;
                default:
                    await output.WriteLineAsync(answer.Outcome).ConfigureAwait(false);
                    return IsDone(answer.Outcome) ? ExitCode.Ok : ExitCode.Failed;
            }
        });

    private static bool IsDone(string outcome)
    {
        using var json = JsonDocument.Parse(outcome);
        return json.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True;
    }
}
