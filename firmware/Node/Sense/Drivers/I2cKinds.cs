namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Kinds on an I2C bus. Keys: <c>bus</c> (0), <c>address</c> (the kind's default), and those read below.
    /// </summary>
    internal static class I2cKinds
    {
        /// <summary>Null when the kind is not of this group, or when the wiring has a reason.</summary>
        public static ISensor Create(Wiring w)
        {
            switch (w.Options.Kind)
            {
                case "sht4x": return new Sht4x(w.Bus(), w.Address(Sht4x.DefaultAddress));
                case "bme280": return new Bme280(w.Bus(), w.Address(Bme280.DefaultAddress));
                case "scd4x": return new Scd4x(w.Bus(), w.Address(Scd4x.DefaultAddress), w.Options.Whole("pressure", 0));
                case "sen5x": return new Sen5x(w.Bus(), w.Address(Sen5x.DefaultAddress), w.Clock);
                case "bh1750": return new Bh1750(w.Bus(), w.Address(Bh1750.DefaultAddress));
                case "ina219": return Power(w);
                case "ads1115": return Volts(w);
                case "loop-4-20": return Loop(w);
                case "noise-dba": return Noise(w);
                case "no2": return Cell(w);
                case "mcp23017": return Inputs(w);
                case "adxl345": return new Adxl345(w.Bus(), w.Address(Adxl345.DefaultAddress));
                case "level-tfluna": return new TfLuna(w.Bus(), w.Address(TfLuna.DefaultAddress), new LevelOutput(w.Options.Number("height", 0)));
                case "ds3231": return new Ds3231(w.Bus(), w.Address(Ds3231.DefaultAddress));
                default: return null;
            }
        }

        private static Ina219 Power(Wiring w)
        {
            double ohms = w.Options.Number("ohms", 0.1);
            w.Require(ohms > 0, "ohms must be above 0");
            return new Ina219(w.Bus(), w.Address(Ina219.DefaultAddress), ohms);
        }

        private static Ads1115Volts Volts(Wiring w)
        {
            int gain = w.Options.Whole("gain", Ads1115.Gain4V);
            w.Require(Ads1115.IsGain(gain), "gain is not 0 to 5");
            return new Ads1115Volts(Adc(w), Channel(w, "channel"), gain, w.Options.Number("divider", 1));
        }

        private static CurrentLoop Loop(Wiring w)
        {
            double ohms = w.Options.Number("ohms", 100);
            double low = w.Options.Number("low", 0);
            double high = w.Options.Number("high", 0);
            w.Require(ohms > 0, "ohms must be above 0");
            w.Require(low != high, "low and high are the values at 4 and 20 mA and must differ");
            return new CurrentLoop(Adc(w), Channel(w, "channel"), ohms, low, high);
        }

        private static NoiseLevel Noise(Wiring w)
        {
            SensorOptions o = w.Options;
            double slope = o.Number("dbPerVolt", 50);
            return new NoiseLevel(Adc(w), Channel(w, "channel"), slope, o.Number("offset", 0), o.Number("low", 30), o.Number("high", 130));
        }

        private static ElectrochemicalNo2 Cell(Wiring w)
        {
            SensorOptions o = w.Options;
            double sensitivity = o.Number("mvPerPpb", 0);
            w.Require(sensitivity > 0, "mvPerPpb is on the cell's label and must be above 0");
            return new ElectrochemicalNo2(
                Adc(w), Channel(w, "we"), Channel(w, "ae"), o.Number("weZeroMv", 0), o.Number("aeZeroMv", 0), o.Number("n", 1), sensitivity);
        }

        private static Mcp23017 Inputs(Wiring w)
        {
            SensorOptions o = w.Options;
            int mask = o.Whole("mask", 0xffff);
            w.Require(mask > 0 && mask <= 0xffff, "mask is not 1 to 65535");
            return new Mcp23017(w.Bus(), w.Address(Mcp23017.DefaultAddress), mask, o.Whole("invert", 0), o.Whole("pullUps", 0));
        }

        private static Ads1115 Adc(Wiring w)
        {
            return new Ads1115(w.Bus(), w.Address(Ads1115.DefaultAddress));
        }

        private static int Channel(Wiring w, string key)
        {
            int channel = w.Options.Whole(key, -1);
            w.Require(channel >= 0 && channel <= 3, key + " is not 0 to 3");
            return channel;
        }
    }
}
