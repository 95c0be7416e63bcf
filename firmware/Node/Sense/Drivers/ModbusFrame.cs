using SmartCity.Wire;

namespace SmartCity.Node.Sense.Drivers
{
    /// <summary>
    /// Requests and replies of MODBUS RTU for reading registers. Sources: MODBUS Application Protocol V1.1b3 §6.3, §6.4
    /// and §7; MODBUS over Serial Line V1.02 §6.2.2 (CRC-16, polynomial 0xA001 reflected, start 0xFFFF, low byte first;
    /// the CRC of 02 07 is 0x1241).
    /// </summary>
    public static class ModbusFrame
    {
        public const int RequestBytes = 8;
        private const int ExceptionBit = 0x80;
        private const int ExceptionBytes = 5;

        public static int Crc(byte[] data, int count)
        {
            int crc = 0xffff;
            for (int i = 0; i < count; i++)
            {
                crc ^= data[i];
                for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xa001 : crc >> 1;
            }

            return crc;
        }

        /// <summary>Fills the 8 bytes of a request; function 3 reads holding registers, 4 input registers.</summary>
        public static void Request(byte[] buffer, int slave, int function, int register, int count)
        {
            buffer[0] = (byte)slave;
            buffer[1] = (byte)function;
            buffer[2] = (byte)(register >> 8);
            buffer[3] = (byte)register;
            buffer[4] = (byte)(count >> 8);
            buffer[5] = (byte)count;
            int crc = Crc(buffer, 6);
            buffer[6] = (byte)crc;
            buffer[7] = (byte)(crc >> 8);
        }

        /// <summary>Bytes of the reply to a request for that many registers.</summary>
        public static int ReplyBytes(int registers)
        {
            return 5 + (2 * registers);
        }

        /// <summary>Null when <paramref name="reply"/> answers <paramref name="request"/>, its data from byte 3 on; else the reason.</summary>
        public static string Check(byte[] request, byte[] reply, int length)
        {
            if (length < ExceptionBytes) return MissingReason.Timeout;
            bool exception = (reply[1] & ExceptionBit) != 0;
            int expected = exception ? ExceptionBytes : ReplyBytes(request[5]);
            if (length < expected) return MissingReason.Timeout;
            if (Crc(reply, expected - 2) != (reply[expected - 2] | (reply[expected - 1] << 8))) return MissingReason.Crc;
            if (reply[0] != request[0] || (reply[1] & ~ExceptionBit) != request[1]) return MissingReason.WrongDevice;
            if (exception) return MissingReason.Refused;
            return reply[2] == 2 * request[5] ? null : MissingReason.Refused;
        }
    }
}
