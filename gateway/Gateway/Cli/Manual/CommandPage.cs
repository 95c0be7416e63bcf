using System.CommandLine;
using System.CommandLine.Help;

namespace SmartCity.Gateway.Cli.Manual;

/// <summary>One command of the tree as a page of the manual, or a completion, needs it.</summary>
/// <param name="Path">The words that lead to it, without the program's name: <c>journal inspect</c>; empty for the program.</param>
internal sealed record CommandPage(string Path, string Description, IReadOnlyList<OptionEntry> Options, IReadOnlyList<ArgumentEntry> Arguments, IReadOnlyList<CommandPage> Commands)
{
    public const string Program = "smartcity-gateway";

    /// <summary>The last word of the path.</summary>
    public string Name => Path[(Path.LastIndexOf(' ') + 1)..];

    /// <summary>This command and all below it, in the order of the tree.</summary>
    public IEnumerable<CommandPage> All => Commands.SelectMany(command => command.All).Prepend(this);

    /// <summary>The tree below a command; hidden ones and <c>--help</c> are left out.</summary>
    public static CommandPage Of(Command command, string path = "") => new(
        path,
        command.Description ?? "",
        [.. command.Options.Where(option => !option.Hidden && option is not (HelpOption or VersionOption)).Select(OptionEntry.Of)],
        [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => new ArgumentEntry(argument.HelpName ?? argument.Name.ToUpperInvariant(), argument.Description ?? ""))],
        [.. command.Subcommands.Where(inner => !inner.Hidden).Select(inner => Of(inner, path.Length == 0 ? inner.Name : path + " " + inner.Name))]);
}

/// <summary>An option: <c>--config</c>, its short forms, and the name of its value, null when it takes none.</summary>
internal sealed record OptionEntry(string Name, IReadOnlyList<string> Aliases, string? Value, string Description)
{
    public IEnumerable<string> Names => Aliases.Append(Name);

    public static OptionEntry Of(Option option) => new(
        option.Name,
        [.. option.Aliases.Order(StringComparer.Ordinal)],
        option.ValueType == typeof(bool) ? null : option.HelpName ?? option.Name.TrimStart('-').ToUpperInvariant(),
        option.Description ?? "");
}

/// <summary>An argument by the name that the manual gives it.</summary>
internal sealed record ArgumentEntry(string Name, string Description);
