namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>Kinds on a serial line. Keys: <c>port</c> (0), <c>baud</c> (9600), and those read below.</summary>
    internal static class SerialKinds
    {
        /// <summary>Null when the kind is not of this group, or when the wiring has a reason.</summary>
        public static ISensor Create(Wiring w)
        {
            switch (w.Options.Kind)
            {
                case "gnss": return new Gnss(w.Serial(Gnss.Baud));
                case "level-a02yyuw": return new A02yyuw(w.Serial(A02yyuw.Baud), new LevelOutput(w.Options.Number("height", 0)));
                case "modbus": return Modbus(w);
                default: return null;
            }
        }

        private static ModbusProbe Modbus(Wiring w)
        {
            SensorOptions o = w.Options;
            int slave = o.Whole("slave", 1);
            int function = o.Whole("function", 3);
            int register = o.Whole("register", -1);
            int timeout = o.Whole("timeoutMs", 300);
            int type = TypeOf(o.Text("type", "u16"));
            w.Require(slave >= 1 && slave <= 247, "slave is not 1 to 247");
            w.Require(function == 3 || function == 4, "function is not 3 or 4");
            w.Require(register >= 0 && register <= 65535, "register is not 0 to 65535");
            w.Require(timeout >= 20 && timeout <= 5000, "timeoutMs is not 20 to 5000");
            w.Require(type >= 0, "type is not u16, s16, u32, s32 or f32");
            ISerialLine line = w.Serial(9600);
            if (w.Reason != null) return null;
            return new ModbusProbe(ModbusLine.Of(line, w.Clock), slave, function, register, (ModbusType)type, timeout)
            {
                LowWordFirst = o.Flag("lowWordFirst", false),
                Scale = o.Number("scale", 1),
                Offset = o.Number("offset", 0),
                Lowest = o.Number("min", double.MinValue),
                Highest = o.Number("max", double.MaxValue),
            };
        }

        private static int TypeOf(string name)
        {
            switch (name)
            {
                case "u16": return (int)ModbusType.U16;
                case "s16": return (int)ModbusType.S16;
                case "u32": return (int)ModbusType.U32;
                case "s32": return (int)ModbusType.S32;
                case "f32": return (int)ModbusType.F32;
                default: return -1;
            }
        }
    }
}
