using System.Collections;
using SmartCity.Node.Outbox;

namespace SmartCity.Node.Config
{
    /// <summary>What a desired configuration came to.</summary>
    public enum DesiredState
    {
        None = 0,

        /// <summary>In force, and the broker has been reached with it.</summary>
        InForce,

        /// <summary>In force for as long as the trial lasts.</summary>
        Trial,

        /// <summary>Refused as it came; nothing was changed.</summary>
        Rejected,

        /// <summary>Undone, because the broker was not reached with it in time.</summary>
        RolledBack,
    }

    /// <summary>
    /// Keeps the configuration: <c>node.json</c> as it was provisioned, and over it the keys of the desired configuration. A
    /// new one is on trial until the broker has been reached with it; if that takes more than five minutes, or a second boot,
    /// the one before is in force again and the version is not tried any more.
    /// </summary>
    public sealed class ConfigKeeper
    {
        /// <summary>Milliseconds a trial lasts.</summary>
        public const int TrialMs = 300000;

        private readonly IFlash _flash;
        private readonly ConfigSlot[] _slots;
        private Hashtable _file;
        private ConfigSlot _active;
        private Hashtable _offered;
        private ConfigErrors _offeredErrors;
        private string _refusal;
        private long _badVersion = -1;
        private long _deadlineMs;

        public ConfigKeeper(IFlash flash)
        {
            _flash = flash;
            _slots = new ConfigSlot[] { new ConfigSlot(flash, 0), new ConfigSlot(flash, 1) };
        }

        /// <summary>The configuration in force; null when there is no sound one.</summary>
        public NodeConfig Config { get; private set; }

        /// <summary>What is wrong with <c>node.json</c>, or null.</summary>
        public string Error { get; private set; }

        /// <summary>Version of the desired configuration in force, 0 for none.</summary>
        public long Version { get; private set; }

        /// <summary>What the last desired configuration came to.</summary>
        public DesiredState State { get; private set; }

        /// <summary>True while the configuration in force waits for the broker.</summary>
        public bool IsOnTrial
        {
            get { return _active != null && _active.IsTrial; }
        }

        /// <summary>Reads everything at boot.</summary>
        public void Load(long nowMs)
        {
            string error;
            _file = JsonFile.Read(_flash, NodeApp.ConfigFile, out error);
            Error = error;
            if (_file == null) return;
            for (int i = 0; i < _slots.Length; i++)
            {
                _slots[i].Load();
                if (_slots[i].IsTrial) Resume(_slots[i], nowMs);
                if (_slots[i].IsRolledBack) _badVersion = VersionOf(Parse(_slots[i]));
            }

            Choose();
        }

        /// <summary>Takes a desired configuration. True when it is in force now, on trial, and everything is to be made anew.</summary>
        public bool Offer(byte[] text, long nowMs)
        {
            string error;
            Hashtable desired = JsonReader.ReadObject(text, text.Length, out error);
            long version = VersionOf(desired);
            if (desired != null && version < 1) error = "version is not a whole number from 1";
            if (error == null && version == Version) return false;
            _offered = desired;
            _offeredErrors = new ConfigErrors();
            _refusal = error;
            if (error == null && version == _badVersion)
            {
                State = DesiredState.RolledBack;
                return false;
            }

            if (error != null || !IsSound(desired))
            {
                State = DesiredState.Rejected;
                return false;
            }

            return Begin(text, nowMs);
        }

        /// <summary>The broker has been reached with what is in force.</summary>
        public void Confirm()
        {
            if (!IsOnTrial) return;
            _active.Mark(ConfigMark.Confirmed);
            State = DesiredState.InForce;
        }

        /// <summary>True when a trial was over just now and the configuration before it is in force again.</summary>
        public bool Step(long nowMs)
        {
            if (!IsOnTrial || nowMs < _deadlineMs) return false;
            _badVersion = Version;
            _active.Mark(ConfigMark.RolledBack);
            Choose();
            State = DesiredState.RolledBack;
            return true;
        }

        /// <summary>Writes what is told on <c>config/reported</c>.</summary>
        public void Report(JsonBuilder json)
        {
            json.Reset();
            json.Open('{').Name("version").Whole(Version);
            json.Name("state").Text(StateName());
            if (State == DesiredState.RolledBack) json.Name("failed").Whole(_badVersion);
            if (_refusal != null) json.Name("error").Text(_refusal);
            json.Name("results").Open('{');
            if (_offered != null && _refusal == null)
            {
                foreach (object key in _offered.Keys)
                {
                    string wrong = _offeredErrors.For((string)key);
                    json.Name((string)key).Text(wrong ?? "ok");
                }
            }

            json.Close('}').Close('}');
        }

        private bool Begin(byte[] text, long nowMs)
        {
            ConfigSlot slot = _active == _slots[0] ? _slots[1] : _slots[0];
            if (IsOnTrial) slot = _active;
            uint newest = _slots[0].Generation > _slots[1].Generation ? _slots[0].Generation : _slots[1].Generation;
            if (!slot.Store(newest + 1, text))
            {
                _refusal = "flash refused the configuration";
                Choose();
                State = DesiredState.Rejected;
                return false;
            }

            Choose();
            _deadlineMs = nowMs + TrialMs;
            return true;
        }

        // A boot in the middle of a trial is a second chance; a third is not given, for the boots may be its fault.
        private void Resume(ConfigSlot slot, long nowMs)
        {
            if (slot.IsTried)
            {
                slot.Mark(ConfigMark.RolledBack);
                return;
            }

            slot.Mark(ConfigMark.Tried);
            _deadlineMs = nowMs + TrialMs;
        }

        // The newest desired configuration that was not rolled back and still reads well is in force.
        private void Choose()
        {
            ConfigSlot first = _slots[0].Generation > _slots[1].Generation ? _slots[0] : _slots[1];
            ConfigSlot second = first == _slots[0] ? _slots[1] : _slots[0];
            if (TryUse(first) || TryUse(second)) return;
            _active = null;
            Version = 0;
            State = _badVersion >= 0 ? DesiredState.RolledBack : DesiredState.None;
            ConfigErrors errors = new ConfigErrors();
            Config = NodeConfig.Read(_file, errors);
            if (!errors.Any) return;
            Error = errors.Summary;
            Config = null;
        }

        private bool TryUse(ConfigSlot slot)
        {
            if (slot.Generation == 0 || slot.IsRolledBack) return false;
            Hashtable desired = Parse(slot);
            if (desired == null) return false;
            ConfigErrors errors = new ConfigErrors();
            NodeConfig config = NodeConfig.Read(DesiredKeys.Merge(_file, desired), errors);
            if (errors.Any) return false;
            _active = slot;
            Config = config;
            Version = VersionOf(desired);
            State = slot.IsConfirmed ? DesiredState.InForce : DesiredState.Trial;
            return true;
        }

        private bool IsSound(Hashtable desired)
        {
            foreach (object key in desired.Keys)
            {
                string name = (string)key;
                if (name != "version" && !DesiredKeys.IsSettable(name)) _offeredErrors.Add(name, "cannot be set from afar");
            }

            NodeConfig.Read(DesiredKeys.Merge(_file, desired), _offeredErrors);
            return !_offeredErrors.Any;
        }

        private static Hashtable Parse(ConfigSlot slot)
        {
            string error;
            return slot.Text == null ? null : JsonReader.ReadObject(slot.Text, slot.Text.Length, out error);
        }

        private static long VersionOf(Hashtable desired)
        {
            object version = desired == null ? null : desired["version"];
            return version is long ? (long)version : -1;
        }

        private string StateName()
        {
            switch (State)
            {
                case DesiredState.InForce: return "in-force";
                case DesiredState.Trial: return "trial";
                case DesiredState.Rejected: return "rejected";
                case DesiredState.RolledBack: return "rolled-back";
                default: return "none";
            }
        }
    }
}
