using System.CommandLine;
using System.CommandLine.Parsing;
using SmartCity.Gateway.Cli;
using SmartCity.Gateway.Demo.Story;
using SmartCity.Gateway.Demo.View;
using Spectre.Console;

namespace SmartCity.Gateway.Demo;

/// <summary><c>demo</c>: gateway, a small city and virtual nodes in one process, with a cable to pull.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var nodes = new Option<int>("--nodes") { Description = "Virtual nodes, half intersections, half pipelines.", DefaultValueFactory = _ => 8, HelpName = "N" };
        nodes.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 500) result.AddError("--nodes: expected 1 to 500");
        });
        var length = new Option<TimeSpan?>("--for") { Description = "Stop by itself after that long.", CustomParser = Duration, HelpName = "20s" };
        var outages = new Option<(TimeSpan From, TimeSpan Until)[]>("--outage")
        {
            Description = "Unplug the city for that span; may be given more than once.",
            CustomParser = Spans,
            HelpName = "5s..12s",
        };
        var speed = new Option<double>("--speed") { Description = "How much faster the nodes' time runs.", DefaultValueFactory = _ => 1, HelpName = "X" };
        speed.Validators.Add(result =>
        {
            // The nodes' time-outs shrink with their time: beyond this, real sockets are too slow for them and they only reconnect.
            if (result.GetValueOrDefault<double>() is not (>= 0.1 and <= 200)) result.AddError("--speed: expected 0.1 to 200");
        });
        var data = new Option<string?>("--data") { Description = "Keep all state there, and go on from what is there.", HelpName = "DIR" };
        var headless = new Option<bool>("--headless") { Description = "No live view; a line now and then." };
        var summary = new Option<string?>("--summary") { Description = "Write the account as JSON.", HelpName = "FILE" };
        var story = new Option<DemoStory?>("--story") { Description = "What happens: " + StoryNames + ".", CustomParser = Story, HelpName = "NAME" };
        var web = new Option<int?>("--web")
        {
            Description = "Port of the web interface, 0: any free one (8080; with --headless there is none unless asked for).",
            HelpName = "PORT",
        };
        web.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 65535) result.AddError("--web: expected 0 to 65535");
        });
        var seed = new Option<int>("--seed") { Description = "Seed of the simulated world.", DefaultValueFactory = _ => 1, HelpName = "N" };

        var command = new Command("demo", "Watch virtual intersections and pipelines stream through a gateway into a city you can unplug.")
        {
            nodes, length, outages, speed, data, headless, summary, story, seed, web,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new DemoOptions
            {
                Nodes = parsed.GetValue(nodes),
                For = parsed.GetValue(length),
                Outages = parsed.GetValue(outages) is { Length: > 0 } given ? given : parsed.GetValue(story)?.Outages ?? [],
                Speed = parsed.GetValue(speed),
                Data = parsed.GetValue(data),
                Headless = parsed.GetValue(headless),
                Summary = parsed.GetValue(summary),
                Story = parsed.GetValue(story),
                Seed = parsed.GetValue(seed),
                Web = parsed.GetValue(web) ?? (parsed.GetValue(headless) ? null : DemoWeb.UsualPort()),
            };
            var output = parsed.InvocationConfiguration.Output;
            using IDemoView view = options.Headless || Console.IsOutputRedirected || Console.IsInputRedirected
                ? new LineView(output, TimeSpan.FromSeconds(2))
                : new TerminalView(AnsiConsole.Console);
            var account = await DemoRun.RunAsync(options, view, TimeProvider.System, cancellation);
            return account.Kept ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static string StoryNames => string.Join(", ", DemoStory.All.Select(story => story.Name));

    private static DemoStory? Story(ArgumentResult result)
    {
        if (DemoStory.All.FirstOrDefault(story => story.Name == result.Tokens[0].Value) is { } known) return known;
        result.AddError($"'{result.Tokens[0].Value}': expected one of {StoryNames}");
        return null;
    }

    private static TimeSpan? Duration(ArgumentResult result)
    {
        if (DemoSpan.TryDuration(result.Tokens[0].Value, out var value) && value > TimeSpan.Zero) return value;
        result.AddError($"'{result.Tokens[0].Value}': expected a duration such as 20s, 1.5m or 2h");
        return null;
    }

    private static (TimeSpan, TimeSpan)[] Spans(ArgumentResult result)
    {
        var spans = new List<(TimeSpan, TimeSpan)>();
        foreach (var token in result.Tokens)
        {
            if (DemoSpan.TrySpan(token.Value, out var span)) spans.Add(span);
            else result.AddError($"'{token.Value}': expected a span such as 5s..12s, the end after the beginning");
        }

        return [.. spans];
    }
}
