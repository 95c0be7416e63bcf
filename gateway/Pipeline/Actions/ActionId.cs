using System.Text;

namespace SmartCity.Pipeline.Actions;

/// <summary>Names of commands: 64 bits of FNV-1a over event and place, as 16 hex digits, for a node takes no more than 32 characters.</summary>
internal static class ActionId
{
    public static string Of(string eventId, int index)
    {
        ulong hash = 14695981039346656037;
        foreach (byte b in Encoding.UTF8.GetBytes($"{eventId}#{index}")) hash = (hash ^ b) * 1099511628211;
        return hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }
}
