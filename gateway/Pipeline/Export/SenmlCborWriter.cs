using System.Numerics;
using SmartCity.Pipeline.Model;
using SmartCity.Pipeline.Records;
using SmartCity.Wire;

namespace SmartCity.Pipeline.Export;

/// <summary>The same as <see cref="SenmlJsonWriter"/> in CBOR: integer labels of RFC 8428, ours as text.</summary>
public static class SenmlCborWriter
{
    /// <summary>Writes the pack; false when it does not fit <paramref name="target"/>.</summary>
    public static bool TryWrite(Pack pack, Span<byte> target, out int written)
    {
        var cbor = new CborOutput(target);
        cbor.Head(CborOutput.Array, (ulong)pack.Count);
        long baseMs = pack.Count > 0 ? pack.Readings[0].TimeMs : 0;
        for (int i = 0; i < pack.Count; i++)
        {
            ref readonly var reading = ref pack.Readings[i];
            cbor.Head(CborOutput.Map, (ulong)(FieldsOf(reading, baseMs) + (i == 0 ? BaseFieldsOf(pack) : 0)));
            if (i == 0) WriteBase(ref cbor, pack, baseMs);
            WriteReading(ref cbor, reading, baseMs);
        }

        written = cbor.Length;
        return !cbor.Overflow;
    }

    private static int BaseFieldsOf(Pack pack) => 5 + (pack.BaseName.Length > 0 ? 1 : 0) + (pack.Basis != TimeBasis.Node ? 1 : 0);

    private static int FieldsOf(in Reading reading, long baseMs) =>
        2 + (reading.Unit != null ? 1 : 0) + (reading.TimeMs != baseMs ? 1 : 0)
          + (reading.Quality != Quality.Good ? 1 : 0) + (reading.Tests != 0 ? 1 : 0);

    private static void WriteBase(ref CborOutput cbor, Pack pack, long baseMs)
    {
        if (pack.BaseName.Length > 0)
        {
            cbor.Integer(SenmlLabel.BaseName);
            cbor.Text(pack.BaseName);
        }

        cbor.Integer(SenmlLabel.BaseTime);
        cbor.Decimal(baseMs, 3);
        cbor.Text("site");
        cbor.Text(pack.Site);
        cbor.Text("node");
        cbor.Text(pack.Node);
        cbor.Text(SenmlLabel.Boot);
        cbor.Integer(pack.Boot);
        cbor.Text(SenmlLabel.Seq);
        cbor.Integer(pack.Seq);
        if (pack.Basis == TimeBasis.Node) return;
        cbor.Text("clock");
        cbor.Utf8(ExportNames.Clock(pack.Basis));
    }

    private static void WriteReading(ref CborOutput cbor, in Reading reading, long baseMs)
    {
        cbor.Integer(SenmlLabel.Name);
        cbor.Text(reading.Channel);
        if (reading.Unit != null)
        {
            cbor.Integer(SenmlLabel.Unit);
            cbor.Text(reading.Unit);
        }

        WriteValue(ref cbor, reading);
        if (reading.TimeMs != baseMs)
        {
            cbor.Integer(SenmlLabel.Time);
            cbor.Decimal(reading.TimeMs - baseMs, 3);
        }

        if (reading.Quality != Quality.Good)
        {
            cbor.Text(SenmlLabel.Quality);
            cbor.Integer(reading.Quality);
        }

        if (reading.Tests == 0) return;
        cbor.Text("tests");
        cbor.Head(CborOutput.Array, (ulong)BitOperations.PopCount(reading.Tests));
        for (int tests = reading.Tests; tests != 0; tests &= tests - 1) cbor.Text(ExportNames.Test(tests));
    }

    private static void WriteValue(ref CborOutput cbor, in Reading reading)
    {
        switch (reading.Kind)
        {
            case ReadingKind.Number:
                cbor.Integer(SenmlLabel.Value);
                int places = CompactNumber.Split(reading.Number, out long mantissa);
                if (places == CompactNumber.Raw) cbor.Double(reading.Number);
                else cbor.Decimal(mantissa, places);
                break;
            case ReadingKind.Bool:
                cbor.Integer(SenmlLabel.BooleanValue);
                cbor.Bool(reading.Number != 0);
                break;
            default:
                cbor.Integer(SenmlLabel.StringValue);
                cbor.Text(reading.Text ?? "");
                break;
        }
    }
}
