namespace SmartCity.Journal;

internal static class Lanes
{
    public static readonly Lane[] All = [Lane.Data, Lane.Event];
}
