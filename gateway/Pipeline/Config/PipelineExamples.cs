using System.Text.Json;

namespace SmartCity.Pipeline.Config;

/// <summary>The examples of the handbook, which are also the rules of the demo: an intersection and a district meter area.</summary>
public static class PipelineExamples
{
    public static PipelineOptions Intersection => Load("intersection.json");

    public static PipelineOptions District => Load("district.json");

    /// <summary>Both together, with the local time of the first.</summary>
    public static PipelineOptions City
    {
        get
        {
            var (streets, water) = (Intersection, District);
            return streets with { Quality = [.. streets.Quality, .. water.Quality], Virtual = [.. streets.Virtual, .. water.Virtual], Filters = [.. streets.Filters, .. water.Filters], Rules = [.. streets.Rules, .. water.Rules] };
        }
    }

    private static PipelineOptions Load(string name)
    {
        using var stream = typeof(PipelineExamples).Assembly.GetManifestResourceStream("examples/" + name)!;
        return JsonSerializer.Deserialize(stream, PipelineJson.Default.PipelineOptions)!;
    }
}
