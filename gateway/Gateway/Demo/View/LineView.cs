using System.Globalization;

namespace SmartCity.Gateway.Demo.View;

/// <summary>For logs and pipes: a line every few seconds, no colours, no cursor.</summary>
internal sealed class LineView(TextWriter output, TimeSpan interval) : IDemoView
{
    private TimeSpan _next = TimeSpan.Zero;

    public void Show(DemoSnapshot s)
    {
        if (s.Elapsed < _next) return;
        _next = s.Elapsed + interval;
        Say(string.Create(CultureInfo.InvariantCulture,
            $"{s.Elapsed.TotalSeconds,6:0.0} s  city {(s.CityPlugged ? "on " : "OFF")}  produced {s.Produced}  journaled {s.Journaled}  received {s.Received}  backlog {s.Backlog}  {s.PerSecond:0}/s"));
    }

    public void Say(string line) => output.WriteLine(line);

    public DemoKey Key() => DemoKey.None;

    public void Dispose()
    {
    }
}
