using System.Collections;

namespace SmartCity.Node.Control
{
    /// <summary>
    /// Commands that were carried out, by id, so that one that comes twice is done once and answered twice. The id of a
    /// reboot also outlives the reboot.
    /// </summary>
    public sealed class CommandHistory
    {
        public const int Capacity = 16;

        private readonly ArrayList _ids = new ArrayList();
        private readonly ArrayList _outcomes = new ArrayList();

        /// <summary>True when the command was begun before; then <paramref name="outcome"/> is its answer, null while it still runs.</summary>
        public bool TryFind(string id, out byte[] outcome)
        {
            int index = _ids.IndexOf(id);
            outcome = index < 0 ? null : (byte[])_outcomes[index];
            return index >= 0;
        }

        public void Begin(string id)
        {
            if (_ids.Count == Capacity)
            {
                _ids.RemoveAt(0);
                _outcomes.RemoveAt(0);
            }

            _ids.Add(id);
            _outcomes.Add(null);
        }

        public void End(string id, byte[] outcome)
        {
            int index = _ids.IndexOf(id);
            if (index >= 0) _outcomes[index] = outcome;
        }
    }
}
