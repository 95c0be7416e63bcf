using System.CommandLine;
using System.Text.RegularExpressions;
using SmartCity.Gateway.Cli;

namespace SmartCity.Gateway.Tests.Cli;

/// <summary>Every command of ours that a page shows is one the program knows.</summary>
[TestClass]
public sealed partial class HandbookCommandTests
{
    [TestMethod]
    public void Every_verb_and_option_named_on_a_page_exists()
    {
        var named = Pages().SelectMany(page => Named().Matches(page.Text).Select(match => (page.Name, Line: match.Groups[1].Value.Trim()))).ToList();

        Assert.IsGreaterThan(30, named.Count, "the pages name commands");
        var wrong = named.Select(command => (command.Name, command.Line, Stranger: Stranger(command.Line))).Where(command => command.Stranger is not null);
        Assert.IsEmpty(wrong, string.Join('\n', wrong.Select(command => $"{command.Name}: '{command.Line}' has no {command.Stranger}")));
    }

    [TestMethod]
    public void Every_command_to_type_parses_as_it_stands()
    {
        var typed = Pages().SelectMany(page => Fence().Matches(page.Text).SelectMany(block => Named().Matches(block.Value)).Select(match => (page.Name, Line: match.Groups[1].Value.Trim()))).ToList();

        Assert.IsGreaterThan(20, typed.Count, "the pages have commands to type");
        foreach (var (name, line) in typed)
        {
            var errors = GatewayCli.Create().Parse(Words(line)).Errors;
            Assert.IsEmpty(errors, $"{name}: '{line}': {string.Join("; ", errors.Select(error => error.Message))}");
        }
    }

    [TestMethod]
    [DataRow("no-such-verb --config x", "no-such-verb")]
    [DataRow("journal inspect --confg x", "--confg")]
    [DataRow("nodes list --config gateway.json", null)]
    [DataRow("demo --for 20s -h", null)]
    public void A_stranger_is_noticed(string line, string? stranger) => Assert.AreEqual(stranger, Stranger(line));

    // The first verb or option that the program does not know.
    private static string? Stranger(string line)
    {
        Command at = GatewayCli.Create();
        var known = new HashSet<string>(StringComparer.Ordinal) { "--help", "-h", "--version" };
        Learn();
        foreach (var word in Words(line))
        {
            if (at.Subcommands.FirstOrDefault(verb => verb.Name == word) is { } next)
            {
                at = next;
                Learn();
            }
            else if (word.StartsWith("--", StringComparison.Ordinal) ? !known.Contains(word.Split('=')[0]) : at is RootCommand)
            {
                return word;
            }
        }

        return null;

        void Learn()
        {
            foreach (var option in at.Options) known.UnionWith([option.Name, .. option.Aliases]);
        }
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Name, string Text)> Pages()
    {
        var root = Root();
        return from folder in (string[])["docs", "hardware", "firmware", "."]
               from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.md", folder == "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories)
               select (Path.GetRelativePath(root, file), Joined(File.ReadAllText(file)));
    }

    // A shell reads a line that ends in a backslash together with the next.
    private static string Joined(string text) => text.Replace("\\\n", " ", StringComparison.Ordinal);

    private static string Root()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "SmartCity.Edge.sln"))) at = Path.GetDirectoryName(at)!;
        return at;
    }

    // Where a command begins: a line, a piece of code, or behind sudo, a pipe, or dotnet run's "--".
    [GeneratedRegex(@"(?:(?:^|`|sudo |\| )smartcity-gateway|gateway/Gateway --)((?: +[^\s`|;&<>()（]+)+)", RegexOptions.Multiline)]
    private static partial Regex Named();

    [GeneratedRegex(@"^```sh\n.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
