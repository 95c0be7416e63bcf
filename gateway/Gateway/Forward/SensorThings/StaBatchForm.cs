namespace SmartCity.Gateway.Forward.SensorThings;

/// <summary>The form of batches that a service takes: JSON, until it refuses one and takes the standard's.</summary>
internal sealed class StaBatchForm(bool multipart)
{
    public bool Multipart { get; set; } = multipart;
}
