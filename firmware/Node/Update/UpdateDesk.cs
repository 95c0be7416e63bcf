using SmartCity.Node.Control;

namespace SmartCity.Node.Update
{
    /// <summary>
    /// The command <c>update</c>: <c>{"op":"begin","head":"…"}</c>, <c>{"op":"put","at":0,"data":"…"}</c> with at most 1 KB in
    /// Base64, <c>{"op":"end"}</c>. The answer's detail is the place wanted next; that of <c>end</c> comes when the package
    /// has been checked, and says <c>ready</c> when the next boot starts it.
    /// </summary>
    internal sealed class UpdateDesk
    {
        private const string Ready = "ready";

        private readonly UpdateKeeper _keeper;

        public UpdateDesk(UpdateKeeper keeper)
        {
            _keeper = keeper;
        }

        /// <summary>Carries the command out. False when the answer comes later, from <see cref="Step"/>.</summary>
        public bool Run(Command c, out string fault, out string detail)
        {
            fault = Do(c);
            detail = _keeper.IsReady ? Ready : _keeper.Offset.ToString();
            return fault != null || !_keeper.IsChecking;
        }

        /// <summary>True when a package has been checked just now.</summary>
        public bool Step(out string fault, out string detail)
        {
            bool over = _keeper.Step();
            fault = _keeper.Fault;
            detail = Ready;
            return over;
        }

        private string Do(Command c)
        {
            switch (c.Text("op"))
            {
                case "begin": return _keeper.Begin(Base64.Decode(c.Text("head")));
                case "put":
                    object at = c.Fields["at"];
                    byte[] data = Base64.Decode(c.Text("data"));
                    if (!(at is long) || data == null) return "no place or no data";
                    string refusal = _keeper.Put((int)(long)at, data);
                    return refusal == "not at this place" ? null : refusal;
                case "end": return _keeper.End();
                default: return "op is not begin, put or end";
            }
        }
    }
}
