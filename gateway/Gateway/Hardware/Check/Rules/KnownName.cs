using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Whatever is named is there: rails, buses, parts, nets, channels.</summary>
internal sealed class KnownName : IBoardRule
{
    public string Name => "known-name";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Device d in c.Board.Devices)
        {
            if (d.Rail is not null && c.Board.Rail(d.Rail) is null) yield return Missing(c, d.Ref, "rail", d.Rail);
            if (d.Bus is not null && c.Board.Bus(d.Bus) is null) yield return Missing(c, d.Ref, "bus", d.Bus);
            if (d.Connector is not null && c.Board.Connectors.All(x => x.Ref != d.Connector)) yield return Missing(c, d.Ref, "connector", d.Connector);
        }

        foreach (Rail r in c.Board.Rails)
        {
            if (r.From is not null && c.Board.Rail(r.From) is null) yield return Missing(c, r.Name, "rail", r.From);
            if (r.SwitchedBy is not null && c.Board.Pin(r.SwitchedBy) is not { IsOutput: true }) yield return Missing(c, r.Name, "output", r.SwitchedBy);
        }

        foreach (CurrentLoop l in c.Board.Loops)
        {
            if (c.Board.Device(l.Adc) is null) yield return Missing(c, l.Net, "device", l.Adc);
            if (c.Board.Rail(l.Supply) is null) yield return Missing(c, l.Net, "rail", l.Supply);
            if (c.Channels.Find(l.Channel) is null) yield return Missing(c, l.Net, "channel", l.Channel);
        }

        HashSet<string> refs = [.. c.Board.Devices.Select(d => d.Ref), .. c.Board.Parts.SelectMany(p => p.Ref.Split(", ")), .. c.Board.Connectors.Select(x => x.Ref)];
        foreach (Protection p in c.Board.Protections.Where(p => !refs.Contains(p.Ref))) yield return Missing(c, "protection", "part", p.Ref);
        foreach (Rail r in c.Board.Rails.Where(r => r.By is not null && !refs.Contains(r.By))) yield return Missing(c, r.Name, "part", r.By!);
    }

    private Finding Missing(BoardContext c, string subject, string kind, string name) =>
        c.On(this, subject, $"names the {kind} {name}, which is not there", "hardware/board.schema.json", "correct the name");
}
