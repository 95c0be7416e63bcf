namespace SmartCity.Gateway.Forward.Hj212.Periods;

/// <summary>Periods of which statistics go to the platform.</summary>
internal enum PeriodKind : byte
{
    Minute = 0,
    Hour,
    Day,
}

/// <summary>A period of a station: its number counts lengths since the Unix epoch in local time.</summary>
internal readonly record struct PeriodKey(string Mn, PeriodKind Kind, long Number);
