namespace SmartCity.Gateway.Demo.View;

/// <summary>What a person did.</summary>
internal enum DemoKey
{
    None = 0,
    TogglePlug,
    Quit,
}

/// <summary>Shows snapshots, one after the other, and hands over what a person pressed.</summary>
internal interface IDemoView : IDisposable
{
    void Show(DemoSnapshot snapshot);

    /// <summary>A line that stays: plug pulled, draining, the account.</summary>
    void Say(string line);

    DemoKey Key();
}
