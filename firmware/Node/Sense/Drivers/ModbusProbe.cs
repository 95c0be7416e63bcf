using System;
using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>How a value lies in its registers (high byte first in each).</summary>
    public enum ModbusType
    {
        U16 = 0,
        S16,
        U32,
        S32,
        F32,
    }

    /// <summary>
    /// One value of a MODBUS RTU probe (methane, turbidity, pH, …): <c>value</c> = register × scale + offset. What the
    /// probe cannot measure, by its own limits or as NaN, is out of range.
    /// </summary>
    public sealed class ModbusProbe : ISensor
    {
        public readonly byte[] Request = new byte[ModbusFrame.RequestBytes];
        private readonly ModbusLine _line;
        private readonly ModbusType _type;
        private readonly byte[] _reply = new byte[ModbusFrame.ReplyBytes(2)];
        private readonly byte[] _float = new byte[4];

        public ModbusProbe(ModbusLine line, int slave, int function, int register, ModbusType type, int timeoutMs)
        {
            _line = line;
            _type = type;
            TimeoutMs = timeoutMs;
            ModbusFrame.Request(Request, slave, function, register, type <= ModbusType.S16 ? 1 : 2);
        }

        /// <summary>Milliseconds from the request until its reply is looked at.</summary>
        public int TimeoutMs { get; }

        /// <summary>True when the register with the lower number holds the lower half.</summary>
        public bool LowWordFirst { get; set; }

        public double Scale { get; set; } = 1;

        public double Offset { get; set; }

        public double Lowest { get; set; } = double.MinValue;

        public double Highest { get; set; } = double.MaxValue;

        public string[] Quantities { get; } = { "value" };

        public int Start()
        {
            return _line.Enter(this);
        }

        public void Read(SensorValue[] values)
        {
            int length = _line.Leave(this, _reply);
            string fault = ModbusFrame.Check(Request, _reply, length);
            if (fault != null) values[0].Fail(fault);
            else Slots.SetWithin(values[0], (Raw() * Scale) + Offset, Lowest, Highest);
        }

        private double Raw()
        {
            int first = (_reply[3] << 8) | _reply[4];
            if (_type == ModbusType.U16) return first;
            if (_type == ModbusType.S16) return (short)first;
            int second = (_reply[5] << 8) | _reply[6];
            int bits = LowWordFirst ? (second << 16) | first : (first << 16) | second;
            if (_type == ModbusType.S32) return bits;
            if (_type == ModbusType.U32) return (uint)bits;
            for (int i = 0; i < 4; i++) _float[i] = (byte)(bits >> (8 * i));
            return BitConverter.ToSingle(_float, 0);
        }
    }
}
