namespace SmartCity.Pipeline.Config;

/// <summary>What a schema cannot say of the pipeline's options: names that must differ, bounds that must be in order.</summary>
public static class PipelineCheck
{
    /// <summary>Calls <paramref name="report"/> with the path, which begins with <paramref name="path"/>, and what was expected, for each fault.</summary>
    public static void Check(PipelineOptions options, string path, Action<string, string> report)
    {
        for (int i = 0; i < options.Quality.Count; i++) QualityCheck.Check(options.Quality[i], $"{path}.quality[{i}]", report);
        for (int i = 0; i < options.Virtual.Count; i++) CheckVirtual(options, i, $"{path}.virtual[{i}]", report);
        for (int i = 0; i < options.Filters.Count; i++) CheckFilter(options.Filters[i], $"{path}.filters[{i}]", report);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < options.Rules.Count; i++)
        {
            if (!ids.Add(options.Rules[i].Id)) report($"{path}.rules[{i}].id", $"expected a name of its own; another rule is called {options.Rules[i].Id}");
            CheckRule(options.Rules[i], $"{path}.rules[{i}]", report);
        }
    }

    private static void CheckVirtual(PipelineOptions options, int index, string path, Action<string, string> report)
    {
        var made = options.Virtual[index];
        foreach (string input in Inputs(made))
        {
            // One that uses itself, or one that comes later, would never end.
            if (options.Virtual.Skip(index).Any(v => v.As == input)) report($"{path}.as", $"expected {input} to be made by an earlier entry, or by a node");
        }

        for (int i = 0; i < index; i++)
        {
            var other = options.Virtual[i];
            if (other.As == made.As && other.Nodes == made.Nodes && other.Site == made.Site) report($"{path}.as", $"expected a name of its own; an earlier entry makes {made.As} for the same nodes");
        }

        if (made is ConvertChannel convert && !Filters.UnitConversion.IsKnown(convert.To)) report($"{path}.to", $"expected a unit that can be converted to; {convert.To} is none of them");
    }

    private static IEnumerable<string> Inputs(VirtualOptions made) => made switch
    {
        ConvertChannel o => [o.Channel],
        LevelOfServiceChannel o => [o.Occupancy],
        DensityFlowChannel o => [o.Flow, o.Temperature],
        WaterLossChannel o => [o.Inflow, o.Outflow],
        _ => [],
    };

    private static void CheckFilter(FilterOptions filter, string path, Action<string, string> report)
    {
        for (int i = 0; i < filter.Steps.Count; i++)
        {
            if (filter.Steps[i] is SwingingDoorStep && i < filter.Steps.Count - 1) report($"{path}.steps[{i + 1}]", "expected nothing behind a swinging door; which point leaves it is known one reading later");
            if (filter.Steps[i] is WindowStep { Keep: false } && i < filter.Steps.Count - 1) report($"{path}.steps[{i + 1}]", "expected nothing behind a window that keeps its readings back; set its keep to true");
            if (filter.Steps[i] is WindowStep { HopSeconds: { } hop } window && hop > window.WindowSeconds) report($"{path}.steps[{i}].hopSeconds", "expected at most windowSeconds; readings between two windows would be in none");
        }
    }

    private static void CheckRule(RuleOptions rule, string path, Action<string, string> report)
    {
        if (rule is ThresholdRule { Above: null, Below: null }) report(path, "expected above, below or both");
        if (rule is ThresholdRule { Above: { } above, Below: { } below } && below >= above) report($"{path}.below", $"expected less than above ({above}); as it stands every value is beyond a bound");
        if (rule is NightFlowRule { Above: null, TimesUsual: null }) report(path, "expected above, timesUsual or both");
        if (rule is NightFlowRule night && night.FromHour >= night.ToHour) report($"{path}.toHour", "expected a later hour than fromHour");
        for (int i = 0; i < rule.Actions.Count; i++)
        {
            if (rule.Actions[i] is CommandAction { Confirm: { } confirm }) CheckCondition(confirm, $"{path}.actions[{i}].confirm", report);
            if (rule.Actions[i] is CommandAction { Command: "valve" } valve && (valve.Output == null || valve.State == null)) report($"{path}.actions[{i}]", "expected output and state with the command valve");
            for (int j = 0; j < rule.Actions[i].Interlocks.Count; j++)
            {
                if (rule.Actions[i].Interlocks[j].Require is { } require) CheckCondition(require, $"{path}.actions[{i}].interlocks[{j}].require", report);
            }
        }
    }

    private static void CheckCondition(ConditionOptions condition, string path, Action<string, string> report)
    {
        if (condition is { AtLeast: null, AtMost: null }) report(path, "expected atLeast, atMost or both");
        if (condition.AtLeast > condition.AtMost) report($"{path}.atMost", "expected no less than atLeast; no value could hold");
    }
}
