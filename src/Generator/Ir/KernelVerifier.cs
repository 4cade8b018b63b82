using System;
using System.Collections.Generic;
using System.Linq;

namespace FusedOpt.Generator.Ir;

/// <summary>
/// Checks a kernel against its program: every value must be there when an action needs it, and memory must end as the program says.
/// </summary>
internal sealed class KernelVerifier
{
    private readonly KernelIr _kernel;
    private readonly Program _program;
    private readonly HashSet<int> _known = [];
    private readonly Dictionary<StreamId, int> _memory = [];
    private readonly Dictionary<int, int> _buffers = [];
    private string? _problem;

    private KernelVerifier(KernelIr kernel)
    {
        (_kernel, _program) = (kernel, kernel.Program);
        foreach (int uniform in kernel.Uniforms)
            Require(_program.Instructions[uniform].Rate <= Rate.Uniform, uniform, "is no uniform");
        _known.UnionWith(kernel.Uniforms);
        for (int i = 0; i < _program.Instructions.Count; i++)
        {
            Instruction instruction = _program.Instructions[i];
            if (instruction.IsConstant || instruction is { IsInput: true, Rate: Rate.Tensor })
                _known.Add(i);
            else if (instruction is { IsInput: true, Rate: Rate.Varying } && kernel.Arrays.Contains(StreamId.OfInput(instruction)))
                _memory[StreamId.OfInput(instruction)] = i;
        }

        for (int b = 0; b < kernel.AxisBuffers.Count; b++)
        {
            if (kernel.AxisBuffers[b].State is { } state)
                _buffers[b] = _program.InputOf(state);
        }
    }

    /// <summary>Returns the first problem of a kernel, or null if it has none.</summary>
    public static string? Check(KernelIr kernel)
    {
        // Sweeps and their cached variants must leave the same memory, so one run checks both.
        var verifier = new KernelVerifier(kernel);
        foreach (KernelAction action in kernel.Actions)
            verifier.Take(action);
        verifier.CheckEnd();
        return verifier._problem;
    }

    private void Take(KernelAction action)
    {
        switch (action)
        {
            case ComputeTensorValues compute:
                Compute(compute.Values, _known);
                break;
            case ReduceAxis reduce:
                Require(Holds(reduce.Buffer, _program.Instructions[reduce.Value].A), reduce.Value, "is reduced from another buffer");
                _known.Add(reduce.Value);
                break;
            case ComputeAxisValues loop:
                var known = new HashSet<int>(_known);
                foreach (AxisPlace load in loop.Loads)
                    Load(load, known);
                Compute(loop.Computed, known);
                foreach (AxisPlace store in loop.Stores)
                    Require(known.Contains(store.Value), store.Value, "is stored before it is computed");
                foreach (AxisPlace store in loop.Stores)
                    _buffers[store.Buffer] = store.Value;
                break;
            case RunSweep run:
                Sweep(_kernel.Sweeps[run.Sweep]);
                break;
            case CopyAxis copy:
                Require(_buffers.ContainsKey(copy.From), _kernel.AxisBuffers[copy.From].Value, "is copied before it is computed");
                _buffers[copy.To] = _kernel.AxisBuffers[copy.From].Value;
                break;
            case FillAxis fill:
                Require(_known.Contains(fill.Value), fill.Value, "is stored before it is computed");
                _buffers[fill.Buffer] = fill.Value;
                break;
            case StoreTensorStates store:
                foreach (int state in store.States)
                    Require(_known.Contains(_program.States[state].Out), _program.States[state].Out, "is stored before it is computed");
                break;
            case ClearPruned:
                break;
            default:
                throw new InvalidOperationException(action.ToString());
        }
    }

    private void Sweep(SweepIr sweep)
    {
        if (sweep.Cached is { } cached)
        {
            Require(
                cached.Stores.Equals(sweep.Stores) && cached.Reductions.Equals(sweep.Reductions),
                -1,
                "A cached sweep does something else than its sweep");
            Loop(cached);
        }

        Loop(sweep);
        foreach (Place store in sweep.Stores)
        {
            bool isWritten = sweep.Streams.Any(s => s.Stream == store.Stream && s.IsWritten);
            Require(isWritten, store.Value, "is stored to a stream that is not written");
            _memory[store.Stream] = store.Value;
            if (store.Stream.Kind == StreamKind.Block)
                _memory[StreamId.Intermediate(store.Value)] = store.Value;
        }

        foreach (ReductionIr reduction in sweep.Reductions)
        {
            Require(reduction.Before is null != reduction.After is null, reduction.Value, "is reduced twice or not at all");
            bool isHeld = reduction.Before is { } before
                ? sweep.Loads.Contains(new(before, reduction.Operand))
                : sweep.Stores.Contains(new(reduction.After!.Value, reduction.Operand));
            Require(isHeld, reduction.Value, "is reduced from memory that holds something else");
            Require(reduction.Buffer is null == (reduction.Rate == Rate.Tensor), reduction.Value, "has no place");
            if (reduction.Buffer is { } buffer)
                _buffers[buffer] = reduction.Value;
            else
                _known.Add(reduction.Value);
        }
    }

    private void Loop(SweepIr sweep)
    {
        var known = new HashSet<int>(_program.Instructions.Select((_, i) => i).Where(i => _program.Instructions[i].IsConstant));
        foreach (int argument in sweep.Arguments.Concat(sweep.Conditions).Except(sweep.RowArguments.Select(r => r.Value)))
        {
            Require(_known.Contains(argument), argument, "is given before it is computed");
            known.Add(argument);
        }

        foreach (AxisPlace row in sweep.RowArguments)
            Load(row, known);
        foreach (Place load in sweep.Loads)
        {
            if (load.Stream.Kind == StreamKind.Column)
            {
                Load(new(load.Stream.Index, load.Value), known);
                continue;
            }

            Require(sweep.Arrays.Any(a => a.Stream == load.Stream), load.Value, "is loaded from an array that the sweep is not handed");
            Require(_memory.TryGetValue(load.Stream, out int held) && held == load.Value, load.Value, $"is not what {load.Stream} holds");
            known.Add(load.Value);
        }

        Compute(sweep.Computed, known);
        foreach (Place store in sweep.Stores)
            Require(known.Contains(store.Value), store.Value, "is stored before it is computed");
    }

    private void Compute(IEnumerable<int> values, HashSet<int> known)
    {
        foreach (int value in values)
        {
            foreach (int operand in _program.Instructions[value].Operands)
                Require(known.Contains(operand), operand, FormattableString.Invariant($"is not there when %{value} needs it"));
            known.Add(value);
        }
    }

    private void Load(AxisPlace load, HashSet<int> known)
    {
        Require(Holds(load.Buffer, load.Value), load.Value, FormattableString.Invariant($"is not what buffer {load.Buffer} holds"));
        known.Add(load.Value);
    }

    private void CheckEnd()
    {
        bool clears = _kernel.Actions.OfType<ClearPruned>().Any();
        Require(clears == _kernel.IsMasked, -1, "The mask and the clearing of pruned elements do not match");
        Require(Final(StreamId.Parameter) == _program.ParameterOut, _program.ParameterOut, "does not reach the parameter");
        for (int s = 0; s < _program.States.Count; s++)
        {
            StateSlot state = _program.States[s];
            bool isStored = state.Rate switch
            {
                Rate.Varying => Final(StreamId.State(s)) == state.Out,
                Rate.Tensor => !_program.IsMeasured || _kernel.Actions.OfType<StoreTensorStates>().Any(a => a.States.Contains(s)),
                _ => Enumerable.Range(0, _kernel.AxisBuffers.Count).Any(b => _kernel.AxisBuffers[b].State == s && Holds(b, state.Out)),
            };
            Require(isStored, state.Out, $"does not reach {state.Name}");
        }

        // A stream that is neither read nor written holds no value.
        int? Final(StreamId stream) => _memory.TryGetValue(stream, out int value) ? value : null;
    }

    private bool Holds(int buffer, int value) => _buffers.TryGetValue(buffer, out int held) && held == value;

    private void Require(bool holds, int value, string problem)
    {
        if (!holds)
            _problem ??= value < 0 ? problem : FormattableString.Invariant($"%{value} {_program.Instructions[value].Op} {problem}");
    }
}
