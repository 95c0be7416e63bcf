using SmartCity.Node.Outbox;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// Takes a package piece by piece into the slot that is not running, checks it, and watches over its first start. A piece
    /// at the wrong place is answered with the right one, so a sender that starts anew goes on where it was.
    /// </summary>
    public sealed class UpdateKeeper
    {
        /// <summary>Milliseconds in which a new program must have reached the gateway.</summary>
        public const int TrialMs = 900000;

        private const int ReadBytes = 512;

        private readonly byte[] _key;
        private readonly int _version;
        private readonly UpdateSlot _running;
        private readonly UpdateSlot _other;
        private readonly Sha256 _sha = new Sha256();
        private readonly byte[] _buffer = new byte[ReadBytes];
        private EcdsaP256 _ecdsa;
        private int _hashed = -1;

        /// <param name="flash">The node's flash.</param>
        /// <param name="key">Public key of those who may sign packages (x, y); null: no package is taken.</param>
        /// <param name="running">Slot of the running program, -1 for the one that came with the cable.</param>
        /// <param name="version">Version of the running program.</param>
        public UpdateKeeper(IFlash flash, byte[] key, int running, int version)
        {
            _key = key;
            _version = version;
            if (running >= 0)
            {
                _running = new UpdateSlot(flash, running);
                _running.Load();
            }

            _other = new UpdateSlot(flash, running == 0 ? 1 : 0);
            _other.Load();
        }

        /// <summary>Bytes of an image that can be loaded; 0: this module has no memory for one.</summary>
        public int Room { get; set; } = int.MaxValue;

        /// <summary>For the status: <c>taken</c>, or <c>no-psram</c>, or <c>no-key</c>.</summary>
        public string Readiness
        {
            get { return Room == 0 ? "no-psram" : _key == null ? "no-key" : "taken"; }
        }

        /// <summary>Bytes of the image that are here.</summary>
        public int Offset
        {
            get { return _other.Received; }
        }

        /// <summary>True while a whole package is read and its signature verified.</summary>
        public bool IsChecking
        {
            get { return _hashed >= 0; }
        }

        /// <summary>True when the next boot starts another program.</summary>
        public bool IsReady
        {
            get { return _other.IsBootable && _other.Header.Version > _version; }
        }

        /// <summary>What was wrong with the last package; null when nothing was.</summary>
        public string Fault { get; private set; }

        /// <summary>True while the running program is on trial.</summary>
        public bool IsOnTrial
        {
            get { return _running != null && !_running.IsConfirmed && !_running.IsRolledBack; }
        }

        /// <summary>Begins a package, or goes on with the one that is there in part. Null, or why it is refused.</summary>
        public string Begin(byte[] head)
        {
            UpdateHeader header = UpdateHeader.Read(head);
            if (Room == 0) return "this module has no PSRAM to load a program into";
            if (_key == null) return "this node has no key for updates";
            if (header == null) return "not the head of a package";
            if (header.Version <= _version) return "not newer than " + UpdateHeader.Text(_version);
            if (header.ImageBytes > Room) return "larger than the memory that is free, " + Room.ToString();
            if (IsChecking) return "a package is being checked";
            if (_other.IsRolledBack && _other.Header.Version == header.Version) return "this version was rolled back";
            if (IsSame(header) && _other.Received <= header.ImageBytes) return null;
            return _other.Begin(header) ? null : "the flash refuses";
        }

        /// <summary>Takes a piece of the image. Null, or why it is refused; <see cref="Offset"/> says what is wanted next.</summary>
        public string Put(int offset, byte[] bytes)
        {
            if (_other.Header == null || _other.IsSound) return "no package was begun";
            if (offset != _other.Received) return "not at this place";
            if (bytes.Length == 0 || _other.Received + bytes.Length > _other.Header.ImageBytes) return "longer than announced";
            return _other.Append(bytes) ? null : "the flash refuses";
        }

        /// <summary>The package is said to be whole: begins to check it. Null, or why not.</summary>
        public string End()
        {
            Fault = null;
            if (_other.IsSound) return null;
            if (_other.Header == null || _other.Received != _other.Header.ImageBytes) return "not whole";
            _sha.Reset();
            _hashed = 0;
            return null;
        }

        /// <summary>Does a piece of the checking; true when it is over, one way or the other.</summary>
        public bool Step()
        {
            if (!IsChecking) return false;
            if (_ecdsa != null) return _ecdsa.Step() && Over(_ecdsa.IsValid ? null : "the signature is not that of its key");
            int left = _other.Header.ImageBytes - _hashed;
            if (left == 0)
            {
                if (!_other.Header.HasDigest(_sha.Finish())) return Over("the image is damaged");
                BeginSignature();
                return false;
            }

            int read = _other.Read(_hashed, _buffer, left < ReadBytes ? left : ReadBytes);
            if (read <= 0) return Over("the flash cannot be read");
            _sha.Add(_buffer, 0, read);
            _hashed += read;
            return false;
        }

        /// <summary>The gateway was reached with the running program: it stays.</summary>
        public void Confirm()
        {
            if (IsOnTrial) _running.MarkAsConfirmed();
        }

        /// <summary>True when the running program's time is up: the next boot starts the one before.</summary>
        public bool GiveUp(long sinceBootMs)
        {
            return IsOnTrial && sinceBootMs >= TrialMs && _running.MarkAsRolledBack();
        }

        private void BeginSignature()
        {
            _sha.Reset();
            _sha.Add(_other.Header.Raw, 0, UpdateHeader.SignedBytes);
            _ecdsa = new EcdsaP256();
            _ecdsa.Begin(_key, _sha.Finish(), _other.Header.Raw, UpdateHeader.SignedBytes);
        }

        // A package that is not sound is forgotten, so that another with the same head begins anew.
        private bool Over(string fault)
        {
            _hashed = -1;
            _ecdsa = null;
            Fault = fault;
            if (fault == null && !_other.MarkAsSound()) Fault = "the flash refuses";
            if (fault != null) _other.Forget();
            return true;
        }

        private bool IsSame(UpdateHeader header)
        {
            if (_other.Header == null) return false;
            for (int i = 0; i < UpdateHeader.Size; i++)
            {
                if (_other.Header.Raw[i] != header.Raw[i]) return false;
            }

            return true;
        }
    }
}
