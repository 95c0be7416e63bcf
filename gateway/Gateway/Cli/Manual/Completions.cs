namespace SmartCity.Gateway.Cli.Manual;

/// <summary>The command tree as completions of three shells: static text, so that a Tab starts no process on a small machine.</summary>
internal static class Completions
{
    private const string Name = CommandPage.Program;

    /// <summary>For bash; files are completed where no word fits.</summary>
    public static IEnumerable<string> Bash(CommandPage program)
    {
        yield return $"# bash completion for {Name}";
        yield return "_smartcity_gateway()";
        yield return "{";
        yield return "    local path= words= i";
        yield return "    for ((i = 1; i < COMP_CWORD; i++)); do";
        foreach (var line in Walk(program, "${COMP_WORDS[i]}")) yield return "    " + line;
        yield return "    done";
        foreach (var line in Words(program)) yield return line;
        yield return "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\")";
        yield return "}";
        yield return $"complete -o default -F _smartcity_gateway {Name}";
    }

    /// <summary>For zsh, as an autoloaded function.</summary>
    public static IEnumerable<string> Zsh(CommandPage program)
    {
        yield return $"#compdef {Name}";
        yield return "local path_so_far= i";
        yield return "local -a entries";
        yield return "for ((i = 2; i < CURRENT; i++)); do";
        yield return "    case \"$path_so_far ${words[i]}\" in";
        foreach (var page in program.All.Skip(1)) yield return $"        \" {page.Path}\") path_so_far=\" {page.Path}\" ;;";
        yield return "    esac";
        yield return "done";
        yield return "case \"$path_so_far\" in";
        foreach (var page in program.All)
        {
            var entries = page.Commands.Select(command => (command.Name, command.Description)).Concat(page.Options.SelectMany(option => option.Names.Select(name => (Name: name, option.Description))));
            yield return $"    \"{Prefixed(page)}\") entries=({string.Join(' ', entries.Select(entry => Quoted($"{entry.Name}:{entry.Description}")))}) ;;";
        }

        yield return "esac";
        yield return "_describe -o command entries || _files";
    }

    /// <summary>For fish.</summary>
    public static IEnumerable<string> Fish(CommandPage program)
    {
        yield return $"# fish completion for {Name}";
        foreach (var page in program.All)
        {
            foreach (var command in page.Commands) yield return $"complete -c {Name} -f -n {Quoted(Seen(page, without: page.Commands))} -a {command.Name} -d {Quoted(command.Description)}";
            foreach (var option in page.Options)
            {
                var names = string.Concat(option.Names.Select(name => name.StartsWith("--", StringComparison.Ordinal) ? $" -l {name[2..]}" : $" -s {name[1..]}"));
                yield return $"complete -c {Name} -n {Quoted(Seen(page, without: []))}{names}{(option.Value is null ? "" : " -r")} -d {Quoted(option.Description)}";
            }
        }
    }

    // Follows the words typed so far down the tree.
    private static IEnumerable<string> Walk(CommandPage program, string word)
    {
        yield return $"    case \"$path {word}\" in";
        foreach (var page in program.All.Skip(1)) yield return $"        \" {page.Path}\") path=\" {page.Path}\" ;;";
        yield return "    esac";
    }

    private static IEnumerable<string> Words(CommandPage program)
    {
        yield return "    case \"$path\" in";
        foreach (var page in program.All)
        {
            var words = page.Commands.Select(command => command.Name).Concat(page.Options.SelectMany(option => option.Names));
            yield return $"        \"{Prefixed(page)}\") words=\"{string.Join(' ', words)}\" ;;";
        }

        yield return "    esac";
    }

    private static string Prefixed(CommandPage page) => page.Path.Length == 0 ? "" : " " + page.Path;

    private static string Seen(CommandPage page, IReadOnlyList<CommandPage> without)
    {
        var conditions = page.Path.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => "__fish_seen_subcommand_from " + word).ToList();
        if (without.Count > 0) conditions.Add("not __fish_seen_subcommand_from " + string.Join(' ', without.Select(command => command.Name)));
        return conditions.Count == 0 ? "true" : string.Join("; and ", conditions);
    }

    private static string Quoted(string text) => "'" + text.Replace("'", "", StringComparison.Ordinal) + "'";
}
