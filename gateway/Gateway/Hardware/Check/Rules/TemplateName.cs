using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>The node configuration's template names nets, devices and channels of this board.</summary>
internal sealed class TemplateName : IBoardRule
{
    public string Name => "template-name";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (SensorRow s in c.Board.Node?.Sensors ?? [])
        {
            foreach (string net in s.Nets.Values.Where(n => c.Board.Pin(n) is null)) yield return Missing(c, s.Id, "pin with the net", net);
            if (s.Device is not null && c.Board.Device(s.Device)?.Bus is null) yield return Missing(c, s.Id, "device on a bus", s.Device);
            if (s.Uart is not null && c.Board.Bus(s.Uart) is not { Kind: BusKind.Uart, Number: not null }) yield return Missing(c, s.Id, "numbered UART", s.Uart);
            if (s.Loop is not null && c.Board.Loops.All(l => l.Net != s.Loop)) yield return Missing(c, s.Id, "current loop", s.Loop);
        }

        foreach (OutputRow o in c.Board.Node?.Outputs ?? [])
        {
            if (c.Board.Pin(o.Net) is not { Use: PinUse.Output, Safe: not null }) yield return Missing(c, o.Name, "output with a safe level", o.Net);
        }

        foreach (string channel in (c.Board.Node?.Channels ?? []).Select(x => x.GetProperty("name").GetString() ?? ""))
        {
            if (c.Channels.Find(channel) is null) yield return Missing(c, "node", "channel", channel);
        }
    }

    private Finding Missing(BoardContext c, string subject, string kind, string name) =>
        c.On(this, subject, $"names the {kind} {name}, which is not there", "hardware/board.schema.json", "correct the name");
}
