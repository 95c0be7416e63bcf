using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check;

/// <summary>What a rule looks at, and the words for what it finds.</summary>
public sealed record BoardContext(Board Board, ModuleFacts Module, ChannelCatalog Channels)
{
    public Finding OnPin(IBoardRule rule, Pin pin, string reason, string source, string remedy) =>
        On(rule, $"GPIO{pin.Gpio} ({pin.Net})", reason, source, remedy);

    public Finding OnDevice(IBoardRule rule, Device device, string reason, string source, string remedy) =>
        On(rule, $"{device.Ref} ({device.Part})", reason, source, remedy);

    public Finding OnBus(IBoardRule rule, Bus bus, string reason, string source, string remedy) =>
        On(rule, $"bus {bus.Name}", reason, source, remedy);

    public Finding OnRail(IBoardRule rule, Rail rail, string reason, string source, string remedy) =>
        On(rule, $"rail {rail.Name}", reason, source, remedy);

    public Finding OnNet(IBoardRule rule, string net, string reason, string source, string remedy) =>
        On(rule, $"net {net}", reason, source, remedy);

    public Finding OnBoard(IBoardRule rule, string reason, string source, string remedy) =>
        On(rule, "the board", reason, source, remedy);

    public Finding On(IBoardRule rule, string subject, string reason, string source, string remedy) =>
        new(Board.Name, subject, rule.Name, reason, source, remedy);
}
