namespace SmartCity.Gateway.Tests.Ingest.Support;

internal static class Eventually
{
    /// <summary>Returns when the condition holds; throws after ten seconds.</summary>
    public static async Task True(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
