namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// The check of a data segment: "ANSI CRC16" of HJ 212-2017 appendix A and HJ 212-2025 appendix A.1. Register 0xFFFF,
/// polynomial 0xA001; unlike Modbus, the high byte is shifted out before each byte comes in. Four hexadecimal digits, high
/// byte first.
/// </summary>
internal static class Crc16
{
    public static ushort Of(ReadOnlySpan<byte> segment)
    {
        var register = 0xFFFF;
        foreach (var b in segment)
        {
            register = (register >> 8) ^ b;
            for (var bit = 0; bit < 8; bit++) register = (register & 1) == 0 ? register >> 1 : (register >> 1) ^ 0xA001;
        }

        return (ushort)register;
    }
}
