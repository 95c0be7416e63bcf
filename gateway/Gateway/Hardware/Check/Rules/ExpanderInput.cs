using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>On a MCP23017 the pins GPA7 and GPB7 may only be outputs.</summary>
internal sealed class ExpanderInput : IBoardRule
{
    public string Name => "expander-input";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Device device in c.Board.Devices.Where(d => d.Part.StartsWith("MCP23017", StringComparison.Ordinal)))
        {
            foreach (Terminal terminal in device.Terminals.Where(t => t.Input && t.Name is "GPA7" or "GPB7"))
                yield return c.OnDevice(this, device, $"has the input {terminal.Net} on {terminal.Name}: an edge there can corrupt what is being read on SDA", "Microchip, MCP23017 Datasheet DS20001952D (2022), §1.0: GPA7 and GPB7 are output only", "use GPA0 to GPA6 and GPB0 to GPB6 as inputs");
        }
    }
}
