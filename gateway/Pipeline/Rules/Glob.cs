namespace SmartCity.Pipeline.Rules;

/// <summary>Names with <c>*</c> for any run of characters.</summary>
public static class Glob
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int star = pattern.IndexOf('*');
        if (star < 0) return pattern.SequenceEqual(name);
        if (!name.StartsWith(pattern[..star])) return false;
        name = name[star..];
        pattern = pattern[(star + 1)..];
        if (pattern.IsEmpty) return true;
        for (int i = 0; i <= name.Length; i++)
        {
            if (Matches(pattern, name[i..])) return true;
        }

        return false;
    }
}
