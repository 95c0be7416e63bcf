namespace SmartCity.Bench.Journal;

/// <summary>Something that makes records durable a commit at a time.</summary>
internal interface IContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Appends that many records of that payload and returns when they are durable.</summary>
    ValueTask CommitAsync(byte[] payload, int records);
}
