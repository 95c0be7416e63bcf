namespace SmartCity.Pipeline.Config;

/// <summary>Bounds of quality tests that must be in order.</summary>
internal static class QualityCheck
{
    public static void Check(QualityOptions quality, string path, Action<string, string> report)
    {
        if (quality.Range is { } range)
        {
            Bounds(range.Fail, $"{path}.range.fail", report);
            if (range.Suspect is { } suspect)
            {
                Bounds(suspect, $"{path}.range.suspect", report);
                if (suspect[0] < range.Fail[0] || suspect[1] > range.Fail[1]) report($"{path}.range.suspect", "expected bounds within those of fail; the wider one would never be met");
            }
        }

        Levels(quality.Spike, $"{path}.spike", report);
        Levels(quality.Rate, $"{path}.rate", report);
        if (quality.FlatLine is { } flat && flat.FailSeconds < flat.SuspectSeconds) report($"{path}.flatLine.failSeconds", "expected no less than suspectSeconds");
        if (quality.Attenuated is { } weak && weak.Fail > weak.Suspect) report($"{path}.attenuated.fail", "expected no more than suspect; a weaker signal is worse");
        for (int i = 0; i < quality.Climatology?.Count; i++)
        {
            Bounds(quality.Climatology[i].Suspect, $"{path}.climatology[{i}].suspect", report);
            if (quality.Climatology[i].Fail is { } fail) Bounds(fail, $"{path}.climatology[{i}].fail", report);
        }
    }

    private static void Levels(LevelsOptions? levels, string path, Action<string, string> report)
    {
        if (levels == null) return;
        if (levels is { Suspect: null, Fail: null }) report(path, "expected suspect, fail or both");
        if (levels.Fail < levels.Suspect) report($"{path}.fail", "expected no less than suspect");
    }

    private static void Bounds(IReadOnlyList<double> bounds, string path, Action<string, string> report)
    {
        if (bounds[0] > bounds[1]) report(path, $"expected the lower bound first, found {bounds[0]} before {bounds[1]}");
    }
}
