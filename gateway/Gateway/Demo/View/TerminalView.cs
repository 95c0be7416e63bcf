using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SmartCity.Gateway.Demo.View;

/// <summary>The live view for a person at a terminal: redrawn in place, two keys.</summary>
internal sealed class TerminalView : IDemoView
{
    private const string Bars = " ▁▂▃▄▅▆▇█";
    private const int MaxRows = 16;

    private readonly IAnsiConsole _console;
    private readonly List<string> _lines = [];

    public TerminalView(IAnsiConsole console)
    {
        _console = console;
        _console.Cursor.Hide();
        _console.Clear(true);
    }

    public void Show(DemoSnapshot s)
    {
        _console.Cursor.SetPosition(0, 0);
        _console.Write(new Rows(Head(s), Nodes(s), Gateway(s), Footer(s)));
    }

    public void Say(string line) => _lines.Add(line);

    public DemoKey Key()
    {
        var key = DemoKey.None;
        while (System.Console.KeyAvailable)
        {
            key = System.Console.ReadKey(intercept: true) switch
            {
                { Key: ConsoleKey.U } => DemoKey.TogglePlug,
                { Key: ConsoleKey.Q or ConsoleKey.Escape } => DemoKey.Quit,
                _ => key,
            };
        }

        return key;
    }

    public void Dispose()
    {
        _console.Cursor.Show();
        foreach (var line in _lines) _console.WriteLine(line);
    }

    private static Markup Head(DemoSnapshot s) => new(string.Create(CultureInfo.InvariantCulture,
        $"[bold]SmartCity.Edge[/]  {s.Elapsed:hh\\:mm\\:ss}   city {(s.CityPlugged ? "[green]● connected[/]" : "[red bold]✕ unplugged[/]")}      {(s.Web is null ? "" : $"\n[grey]look at it at[/] {Markup.Escape(s.Web)}")}"));

    private static Table Nodes(DemoSnapshot s)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand()
            .AddColumn("node").AddColumn("profile").AddColumn("link")
            .AddColumn(new TableColumn("produced").RightAligned())
            .AddColumn(new TableColumn("acknowledged").RightAligned())
            .AddColumn(new TableColumn("outbox").RightAligned())
            .AddColumn(new TableColumn("latest").NoWrap());
        foreach (var n in s.Nodes.Take(MaxRows))
        {
            table.AddRow(
                new Text($"{n.Site}/{n.Node}"), new Text(n.Profile), new Text(n.Link, n.Link == "online" ? Color.Green : Color.Yellow),
                new Text(Number(n.Produced)), new Text(Number(n.Acknowledged)), new Text(Number(n.Outbox)), new Text(n.Latest).Ellipsis());
        }

        if (s.Nodes.Count > MaxRows) table.Caption($"and {s.Nodes.Count - MaxRows} more");
        return table;
    }

    private static Grid Gateway(DemoSnapshot s)
    {
        var grid = new Grid().AddColumns(6);
        Add("produced by the nodes", Number(s.Produced), "journaled", Number(s.Journaled), "readings/s", s.PerSecond.ToString("0", CultureInfo.InvariantCulture));
        Add("received by the city", Number(s.Received), "backlog", Number(s.Backlog), "backlog peak", Number(s.BacklogPeak));
        Add("repeats recognised", Number(s.Redelivered), "ack p99", s.AckP99Ms.ToString("0.0 'ms'", CultureInfo.InvariantCulture), "", "");
        return grid;

        void Add(params string[] cells) => grid.AddRow([.. cells.Select((cell, i) =>
            (IRenderable)new Text(cell.PadRight(i % 2 == 0 ? 0 : 9), i % 2 == 0 ? Color.Grey : new Style(decoration: Decoration.Bold)))]);
    }

    private static Rows Footer(DemoSnapshot s)
    {
        var alarms = s.Alarms.TakeLast(3).Select(a => (IRenderable)new Text("! " + a.PadRight(76), Color.Red));
        return new Rows([
            new Text("backlog " + Chart(s.BacklogHistory).PadRight(62), Color.Aqua),
            .. alarms,
            new Markup(s.CityPlugged ? "[grey]u[/] unplug the city   [grey]q[/] stop      " : "[grey]u[/] plug the city back in   [grey]q[/] stop")]);
    }

    private static string Chart(IReadOnlyList<long> history)
    {
        var shown = history.TakeLast(60).ToArray();
        var max = Math.Max(1, shown.DefaultIfEmpty().Max());
        return string.Concat(shown.Select(v => Bars[(int)(v * (Bars.Length - 1) / max)]));
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
