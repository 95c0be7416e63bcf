using System.Globalization;

namespace SmartCity.Node.Virtual.Faults;

/// <summary>
/// A list of faults as text, one a line: <c>AT NODE KIND [for DURATION] [on TARGET] [by AMOUNT]</c>, such as
/// <c>10m ix-001 nack for 30s on sht4x</c>. Times are whole numbers with <c>ms</c>, <c>s</c>, <c>m</c>, <c>h</c> or
/// <c>d</c>; <c>#</c> begins a comment.
/// </summary>
public static class FaultScript
{
    private static readonly (string Suffix, double Seconds)[] Units =
        [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400)];

    /// <exception cref="FormatException">A line is not understood; the message names it and what was expected.</exception>
    public static IReadOnlyList<Fault> Parse(string text)
    {
        var faults = new List<Fault>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string[] words = lines[i].Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0) faults.Add(Line(words, i + 1));
        }

        return faults;
    }

    private static Fault Line(string[] words, int line)
    {
        if (words.Length < 3 || words.Length % 2 == 0) throw Wrong(line, "AT NODE KIND and pairs of 'for', 'on', 'by'");
        var fault = new Fault(Duration(words[0], line), words[1], Kind(words[2], line));
        for (int i = 3; i < words.Length; i += 2)
        {
            fault = words[i] switch
            {
                "for" => fault with { Duration = Duration(words[i + 1], line) },
                "on" => fault with { Target = words[i + 1] },
                "by" => fault with { Amount = Amount(words[i + 1], line) },
                _ => throw Wrong(line, $"'for', 'on' or 'by' instead of '{words[i]}'"),
            };
        }

        return fault;
    }

    private static FaultKind Kind(string word, int line) =>
        Enum.TryParse(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out FaultKind kind) && Enum.IsDefined(kind)
        && !char.IsAsciiDigit(word[0])
            ? kind
            : throw Wrong(line, $"a kind of fault instead of '{word}'");

    private static TimeSpan Duration(string word, int line)
    {
        foreach ((string suffix, double seconds) in Units)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal)
                && uint.TryParse(word.AsSpan(0, word.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out uint count))
            {
                return TimeSpan.FromSeconds(count * seconds);
            }
        }

        throw Wrong(line, $"a time such as 500ms, 10s, 5m, 2h or 1d instead of '{word}'");
    }

    private static double Amount(string word, int line) =>
        double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double amount) && double.IsFinite(amount)
            ? amount
            : throw Wrong(line, $"a number instead of '{word}'");

    private static FormatException Wrong(int line, string expected) => new($"line {line}: expected {expected}");
}
