using SmartCity.Wire;

namespace SmartCity.Node.Link
{
    /// <summary>A message of the node about itself: status, reported configuration, outcome of a command.</summary>
    public sealed class ControlMessage
    {
        public TopicKind Kind;
        public byte[] Payload;
        public bool Retain;

        /// <summary>Whatever the sender wants to find again when the message is acknowledged.</summary>
        public int Tag;

        /// <summary>Message id while in flight, else -1.</summary>
        public int Id = -1;
    }
}
