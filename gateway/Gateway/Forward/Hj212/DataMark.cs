using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Qartod;
using SmartCity.Wire;

namespace SmartCity.Gateway.Forward.Hj212;

/// <summary>
/// The mark of a value (HJ 212-2017 table 8): N normal, F facility stopped, M maintenance, S set by hand, D instrument
/// fault, C calibration, T beyond the upper limit, B no communication with the instrument. F, M, S and C are a person's
/// to say, in the station's configuration.
/// </summary>
internal static class DataMark
{
    public const char Normal = 'N';

    public static char Of(in Reading reading)
    {
        if (reading.Kind == ReadingKind.Missing || reading.Quality == Quality.Missing) return OfReason(reading.Text);
        if (reading.Quality != Quality.Fail) return Normal;
        return (reading.Tests & (ushort)QualityTest.GrossRange) != 0 ? 'T' : 'D';
    }

    private static char OfReason(string? reason) => reason switch
    {
        MissingReason.Range or MissingReason.LoopHigh => 'T',
        MissingReason.I2cNack or MissingReason.Timeout or MissingReason.Crc or MissingReason.Unpowered => 'B',
        _ => 'D',
    };
}
