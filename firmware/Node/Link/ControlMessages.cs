using System.Collections;
using SmartCity.Wire;

namespace SmartCity.Node.Link
{
    /// <summary>
    /// The node's own messages on their way, bounded. Of those that are retained (status, reported configuration) only the
    /// latest matters, so a new one takes the place of one that still waits; of the others the oldest gives way.
    /// </summary>
    public sealed class ControlMessages
    {
        public const int Capacity = 8;

        private readonly ArrayList _messages = new ArrayList();

        public int Count
        {
            get { return _messages.Count; }
        }

        public void Add(TopicKind kind, byte[] source, int length, bool retain, int tag)
        {
            ControlMessage m = new ControlMessage();
            m.Kind = kind;
            m.Payload = new byte[length];
            System.Array.Copy(source, 0, m.Payload, 0, length);
            m.Retain = retain;
            m.Tag = tag;
            for (int i = _messages.Count - 1; i >= 0 && retain; i--)
            {
                if (At(i).Kind == kind && At(i).Id < 0) _messages.RemoveAt(i);
            }

            if (_messages.Count == Capacity) _messages.RemoveAt(0);
            _messages.Add(m);
        }

        /// <summary>The oldest message that waits, or null.</summary>
        public ControlMessage Next()
        {
            for (int i = 0; i < _messages.Count; i++)
            {
                if (At(i).Id < 0) return At(i);
            }

            return null;
        }

        /// <summary>Takes the acknowledged message out; null when it is none of these.</summary>
        public ControlMessage Acknowledge(int id)
        {
            for (int i = 0; i < _messages.Count; i++)
            {
                ControlMessage m = At(i);
                if (m.Id != id) continue;
                _messages.RemoveAt(i);
                return m;
            }

            return null;
        }

        /// <summary>Puts all that is in flight back in line.</summary>
        public void ReleaseAll()
        {
            for (int i = 0; i < _messages.Count; i++) At(i).Id = -1;
        }

        private ControlMessage At(int index)
        {
            return (ControlMessage)_messages[index];
        }
    }
}
