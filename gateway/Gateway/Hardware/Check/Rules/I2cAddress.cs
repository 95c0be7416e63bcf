using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Check.Rules;

/// <summary>Two devices with one address on one bus answer at once.</summary>
internal sealed class I2cAddress : IBoardRule
{
    public string Name => "i2c-address";

    public IEnumerable<Finding> Check(BoardContext c)
    {
        foreach (Device device in c.Board.Devices.Where(d => d.Bus is not null && d.AddressNumber is < 0x08 or > 0x77))
            yield return c.OnDevice(this, device, $"has the address {device.Address ?? "(none)"}, which is not 0x08 to 0x77", "NXP, UM10204 I2C-bus specification, §3.1.12 Reserved addresses", "give the address of its datasheet");
        foreach (IGrouping<(string?, int), Device> same in c.Board.Devices.Where(d => d.Bus is not null).GroupBy(d => (d.Bus, d.AddressNumber)).Where(g => g.Count() > 1))
        {
            Device last = same.Last();
            yield return c.OnDevice(this, last, $"answers at {last.Address} on {last.Bus}, and so does {same.First().Ref} ({same.First().Part})", "NXP, UM10204 I2C-bus specification, §3.1.10 The target address", "set its address pin the other way, or move it to another bus");
        }
    }
}
