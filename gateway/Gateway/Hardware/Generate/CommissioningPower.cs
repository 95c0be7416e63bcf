using SmartCity.Gateway.Hardware.Check;
using SmartCity.Gateway.Hardware.Model;

namespace SmartCity.Gateway.Hardware.Generate;

/// <summary>The rows of the sheet about resistances, rails and the levels while booting.</summary>
internal static class CommissioningPower
{
    public static void Unpowered(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        sheet.Section("Without power", "断电测量");
        foreach (Rail rail in c.Board.Rails.Where(r => r.From is null))
            sheet.Row($"{rail.TestPoint} ({rail.Name})", "Resistance to GND, after 10 s.", "对GND电阻，等待10 s。", "> 500 Ω");
        foreach (Bus bus in c.Board.Buses.Where(b => b.Kind == BusKind.I2c))
        {
            double ohms = I2cLoad.PullUpOhms(c.Board, c.Module, bus) ?? 0;
            foreach (Pin pin in c.Board.Pins.Where(p => p.Bus == bus.Name))
                sheet.Row($"{pin.Net} – {bus.Rail}", "Resistance, all sensors plugged in.", "电阻，所有传感器已插好。", $"{Show.Ohms(ohms)} ± 5 %");
        }

        foreach (CurrentLoop loop in c.Board.Loops)
            sheet.Row($"{loop.Net} – GND", "Resistance of the burden, transmitter off.", "采样电阻，变送器断开。", $"{Show.Ohms(loop.BurdenOhms)} ± 1 %");
        if (c.Board.Buses.Any(b => b.Name == "rs485"))
            sheet.Row("RS485_A – RS485_B", "Resistance of the finished line, JP1 at both ends only.", "接线完成后线路电阻，仅两端接终端电阻。", "55 – 65 Ω");
    }

    public static void Rails(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        sheet.Section("Rails", "电源轨");
        Rail? feed = c.Board.Rail(c.Module.Rail);
        while (feed?.From is { } from) feed = c.Board.Rail(from);
        foreach (Rail rail in c.Board.Rails)
        {
            PowerTree.Current load = PowerTree.Load(c.Board, c.Module, rail);
            string range = $"{Show.Number(rail.MinVolts)} – {Show.Number(rail.MaxVolts)} V";
            if (rail.SwitchedBy is not null)
                sheet.Row($"{rail.TestPoint} ({rail.Name})", $"Voltage while RESET is held ({rail.SwitchedBy} off).", $"按住RESET时电压（{rail.SwitchedBy}关断）。", "< 0.5 V");
            sheet.Row($"{rail.TestPoint} ({rail.Name})", rail.SwitchedBy is null ? "Voltage to GND." : "Voltage during the self-test.", rail.SwitchedBy is null ? "对GND电压。" : "自检时电压。", range);
            if (rail == feed)
                sheet.Row($"{rail.Name}", "Current of the whole board, radio on, sensors off; never above the peak.", "整板电流，射频开、传感器关；不得超过峰值。", $"about {Show.Number(Math.Round(load.IdleMa))} mA, peak {Show.Number(Math.Round(load.PeakMa))} mA");
        }
    }

    public static void Boot(BoardContext c, CommissioningSheet.Sheet sheet)
    {
        sheet.Section("Outputs while RESET is held", "按住RESET时的输出电平");
        foreach (Pin pin in c.Board.Pins.Where(p => p.Safe is not null))
            sheet.Row($"{pin.Net} (GPIO{pin.Gpio})", $"{pin.Purpose.En}: voltage to GND.", $"{pin.Purpose.Zh}：对GND电压。", pin.Safe == Level.Low ? "< 0.4 V" : "> 2.9 V");
    }
}
