using System;
using System.Text;
using SmartCity.Node.Config;
using SmartCity.Node.Health;
using SmartCity.Node.Outbox;
using SmartCity.Node.Update;
using SmartCity.Wire;

namespace SmartCity.Node.Control
{
    /// <summary>
    /// Carries out commands and answers each on <c>cmd/result</c>, once done however often it comes:
    /// <c>sample-now</c>, <c>identify</c>, <c>self-test</c>, <c>valve</c>, <c>reboot</c>, <c>update</c>.
    /// </summary>
    internal sealed class CommandDesk
    {
        /// <summary>Tag of the answer to a reboot, whose acknowledgement the reboot waits for.</summary>
        public const int RebootTag = 1;

        private const int MaxAnswerBytes = 1536;
        private const int IdentifyMs = 30000;
        private const int RebootWaitMs = 10000;
        private const string RebootFile = "reboot.id";

        private readonly NodeParts _parts;
        private readonly CommandHistory _history = new CommandHistory();
        private readonly JsonBuilder _json = new JsonBuilder(MaxAnswerBytes);
        private readonly SelfTest _selfTest;
        private readonly UpdateDesk _update;
        private string _selfTestId;
        private string _updateId;

        public CommandDesk(NodeParts parts)
        {
            _parts = parts;
            _selfTest = new SelfTest(parts);
            _update = new UpdateDesk(parts.Update);
            RememberReboot();
        }

        /// <summary>Monotonic time at which the node is to reboot; far away when it is not.</summary>
        public long RebootAtMs { get; private set; } = long.MaxValue;

        /// <summary>The last self-test as JSON, null while there was none or one runs.</summary>
        public string SelfTestReport { get; private set; }

        /// <summary>Takes a command as it came.</summary>
        public void Receive(byte[] text)
        {
            string error;
            Command c = Command.Read(text, out error);
            if (c == null)
            {
                _parts.Platform.Log("command: " + error);
                return;
            }

            byte[] outcome;
            if (!_history.TryFind(c.Id, out outcome)) Run(c);
            else if (outcome != null) Send(outcome, 0);
        }

        /// <summary>Begins a self-test that nobody sent a command for.</summary>
        public void BeginSelfTest()
        {
            SelfTestReport = null;
            _selfTest.Begin();
        }

        /// <summary>Ends what takes its time.</summary>
        public void Step()
        {
            StepUpdate();
            if (!_selfTest.IsDone()) return;
            _json.Reset();
            _selfTest.Write(_json);
            SelfTestReport = _json.ToString();
            _parts.Platform.Log("self-test: " + SelfTestReport);
            if (_selfTestId == null) return;
            Head(_selfTestId, "self-test", _selfTest.Passed);
            _json.Name("detail").Json(SelfTestReport);
            Finish(_selfTestId, 0);
            _selfTestId = null;
        }

        /// <summary>The answer to a reboot has arrived: nothing more to wait for.</summary>
        public void RebootAnswered()
        {
            RebootAtMs = _parts.NowMs;
        }

        private void Run(Command c)
        {
            _history.Begin(c.Id);
            switch (c.Name)
            {
                case "sample-now":
                    _parts.Sampler.HurryAndFlush();
                    Answer(c, null, "sampling", 0);
                    break;
                case "identify":
                    Identify(c);
                    break;
                case "self-test":
                    _selfTestId = c.Id;
                    BeginSelfTest();
                    break;
                case "valve":
                    Valve(c);
                    break;
                case "reboot":
                    Reboot(c);
                    break;
                case "update":
                    Update(c);
                    break;
                default:
                    Answer(c, "no such command", null, 0);
                    break;
            }
        }

        private void Identify(Command c)
        {
            if (_parts.Led.HasLed) _parts.Led.Begin(IdentifyMs, _parts.NowMs);
            Answer(c, _parts.Led.HasLed ? null : "no LED", "blinking", 0);
        }

        private void Valve(Command c)
        {
            ValveOutput valve = _parts.Outputs.Find(c.Text("name"));
            string state = c.Text("state");
            int forMs = c.Millis("for");
            string fault = valve == null ? "no such output"
                : state != "open" && state != "closed" ? "state is not open or closed"
                : forMs < 0 ? "for is not 0 to 86400"
                : forMs > valve.MaxMs ? "for is longer than the output may be away" : null;
            if (fault == null) valve.Move(state == "open", forMs, _parts.NowMs);
            Answer(c, fault, state, 0);
        }

        private void Update(Command c)
        {
            string fault;
            string detail;
            if (_update.Run(c, out fault, out detail)) Answer(c, fault, detail, 0);
            else _updateId = c.Id;
        }

        private void StepUpdate()
        {
            string fault;
            string detail;
            if (!_update.Step(out fault, out detail) || _updateId == null) return;
            Head(_updateId, "update", fault == null);
            _json.Name("detail").Text(fault ?? detail);
            Finish(_updateId, 0);
            _updateId = null;
        }

        private void Reboot(Command c)
        {
            byte[] id = Encoding.UTF8.GetBytes(c.Id);
            _parts.Platform.Flash.Write(RebootFile, id, 0, id.Length);
            RebootAtMs = _parts.NowMs + RebootWaitMs;
            Answer(c, null, "rebooting", RebootTag);
        }

        // A reboot whose answer got lost comes again to the boot that it made, and is only answered there.
        private void RememberReboot()
        {
            byte[] id = new byte[WireLimits.MaxText];
            IFlash flash = _parts.Platform.Flash;
            int length = flash.Read(RebootFile, 0, id, 0, id.Length);
            if (length <= 0) return;
            string text = Utf8.IsValid(id, length) ? Encoding.UTF8.GetString(id, 0, length) : "";
            _history.Begin(text);
            Head(text, "reboot", true);
            _json.Name("detail").Text("rebooted").Close('}');
            _history.End(text, Copy());
        }

        private void Answer(Command c, string fault, string detail, int tag)
        {
            Head(c.Id, c.Name, fault == null);
            _json.Name("detail").Text(fault ?? detail);
            Finish(c.Id, tag);
        }

        private void Head(string id, string name, bool ok)
        {
            _json.Reset();
            _json.Open('{').Name("id").Text(id).Name("cmd").Text(name).Name("ok").Flag(ok);
        }

        private void Finish(string id, int tag)
        {
            _json.Close('}');
            if (_json.Overflowed)
            {
                _json.Reset();
                _json.Open('{').Name("id").Text(id).Name("ok").Flag(false).Name("detail").Text("answer too long").Close('}');
            }

            byte[] outcome = Copy();
            _history.End(id, outcome);
            Send(outcome, tag);
        }

        private byte[] Copy()
        {
            byte[] copy = new byte[_json.Length];
            Array.Copy(_json.Buffer, 0, copy, 0, copy.Length);
            return copy;
        }

        private void Send(byte[] outcome, int tag)
        {
            _parts.Control.Add(TopicKind.CommandResult, outcome, outcome.Length, false, tag);
        }
    }
}
