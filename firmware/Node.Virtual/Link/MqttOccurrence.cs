using SmartCity.Node.Link;

namespace SmartCity.Node.Virtual.Link;

/// <summary>One event on its way from a socket's thread to the node's loop.</summary>
internal readonly record struct MqttOccurrence(
    object Session, MqttEventKind Kind, int MessageId = 0, string? Topic = null, byte[]? Payload = null, string? Text = null);
