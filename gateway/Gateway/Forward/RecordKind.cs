using SmartCity.Pipeline.Records;

namespace SmartCity.Gateway.Forward;

/// <summary>What a record on its way out is; the numbers are the journal's record types.</summary>
internal enum RecordKind : byte
{
    /// <summary>Readings of a node, or an event of the gateway.</summary>
    Pack = PackRecord.RecordType,

    /// <summary>An entry of the loss manifest.</summary>
    Loss = LossRecord.RecordType,

    /// <summary>Windows in place of readings that had to go.</summary>
    Windows = WindowRecord.RecordType,
}
