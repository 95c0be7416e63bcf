using SmartCity.Gateway.Hardware.Channels;
using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate;

/// <summary>The rows of the sheet about addresses, inputs and current loops.</summary>
internal static class CommissioningSignals
{
    public static void Addresses(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        sheet.Section("I2C scan of the self-test", "自检I2C扫描");
        foreach (Device device in c.Board.Devices.Where(d => d.Bus is not null).OrderBy(d => d.AddressNumber))
            sheet.Row($"{device.Ref} {device.Part}", $"{device.Purpose.En}: answers.", $"{device.Purpose.Zh}：有应答。", $"{device.Address} on {device.Bus}");
    }

    public static void Inputs(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        sheet.Section("Inputs", "输入");
        foreach (Pin pin in c.Board.Pins.Where(p => p.Use is PinUse.Input or PinUse.Pulse or PinUse.Adc))
        {
            string where = $"{pin.Net} (GPIO{pin.Gpio})";
            if (pin.Use == PinUse.Adc)
                sheet.Row(where, $"{pin.Purpose.En} at {Show.Number(pin.Volts ?? 0)} V: voltage at the pin; the console shows the source.", $"{pin.Purpose.Zh}为{Show.Number(pin.Volts ?? 0)} V时的引脚电压。", $"{Show.Number(pin.VoltsAtChip(c.Module.IoVolts))} V ± 3 %");
            else if (c.Board.Node?.Sensors.Any(s => s.Nets.ContainsKey("gpioB") && s.Nets.Values.Contains(pin.Net)) == true)
                sheet.Row(where, $"{pin.Purpose.En}: ten pulses forward, both lines together.", $"{pin.Purpose.Zh}：两线一起给10个正向脉冲。", "flow positive 流量为正, count 计数 + 10");
            else if (pin.Use == PinUse.Pulse)
                sheet.Row(where, $"{pin.Purpose.En}: ten pulses at the connector.", $"{pin.Purpose.Zh}：在端子处给10个脉冲。", "count 计数 + 10");
            else
                sheet.Row(where, $"{pin.Purpose.En}: work it both ways, console.", $"{pin.Purpose.Zh}：正反动作一次，看控制台。", pin.Pull?.Level == Level.High ? "open 断开 = 1, closed 闭合 = 0" : "active 动作 = 1, idle 空闲 = 0");
        }
    }

    public static void Loops(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        if (c.Board.Loops.Count == 0) return;
        sheet.Section("Current loops, with a loop calibrator", "4–20 mA回路（回路校验仪）");
        foreach (CurrentLoop loop in c.Board.Loops)
        {
            Channel? channel = c.Channels.Find(loop.Channel);
            foreach (double milliamps in new[] { NamurNe43.FaultLowMa, 4, 12, 20, NamurNe43.FaultHighMa })
            {
                bool fault = milliamps is <= NamurNe43.FaultLowMa or >= NamurNe43.FaultHighMa;
                double value = loop.Low + ((milliamps - 4) / 16 * (loop.High - loop.Low));
                string expect = fault ? $"{loop.Channel} missing 缺测 (NE 43)" : $"{loop.Channel} = {Show.Number(value)} {channel?.Unit} ± 0.5 %";
                sheet.Row(loop.Net, $"Feed {Show.Number(milliamps)} mA; voltage at the burden.", $"送入{Show.Number(milliamps)} mA，测采样电压。", $"{Show.Number(milliamps * loop.VoltsPerMilliamp)} V, {expect}");
            }
        }
    }
}
