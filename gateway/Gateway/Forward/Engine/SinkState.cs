using System.Text.Json.Serialization;

namespace SmartCity.Gateway.Forward.Engine;

/// <summary>How it stands between the gateway and one receiver.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SinkState>))]
internal enum SinkState
{
    /// <summary>Nothing was sent yet.</summary>
    Idle = 0,

    /// <summary>The last batch arrived.</summary>
    Up,

    /// <summary>The last batch did not; tried again by itself.</summary>
    Down,

    /// <summary>Only a person can help; tried again at long intervals.</summary>
    Blocked,
}
