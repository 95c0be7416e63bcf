namespace SmartCity.Gateway.Tests.Ingest.Support;

internal static class Eventually
{
    /// <summary>Returns when the condition holds; throws after a minute, which a busy machine with one core may need.</summary>
    public static async Task True(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(1, patience.Token);
        }
    }
}
