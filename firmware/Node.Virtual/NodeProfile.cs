namespace SmartCity.Node.Virtual;

/// <summary>What a virtual node is.</summary>
public enum NodeProfile
{
    /// <summary>Cabinet of a signalled crossing: vehicles, air, noise, weather, door, mains.</summary>
    Intersection = 0,

    /// <summary>Chamber of a water main: pressure, flows, level, gas, vibration, water quality, valve.</summary>
    Pipeline,
}
