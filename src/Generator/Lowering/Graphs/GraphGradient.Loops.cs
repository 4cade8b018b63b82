using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;

namespace FusedOpt.Generator.Lowering;

/// <content>Gradients of loops over submodels.</content>
internal sealed partial class GraphGradient
{
    // The submodels from the last to the first. The passes hand on the gradients of the variables that the forward passes hand on, and the
    // gradients of values from before the loop, which grow from pass to pass.
    private void DifferentiateLoop(LoopOperation loop)
    {
        if (!loop.Writes.Any(w => _isActive[w]))
            return;
        List<TensorOperation> outer = _list, body = [];
        var carries = new List<(int Of, int Gradient)>();
        int[] ends = [.. loop.Carries.Select(c => HasGradient(c.Carried) ? Resolve(c.Carried) : -1)];
        for (int i = 0; i < ends.Length; i++)
        {
            (int carried, int final) = loop.Carries[i];
            Forget(carried);
            if (!_isActive[carried])
                continue;
            int gradient = _operations.AddLike(carried, GradientName(carried), loop.Loop);
            _list.Add(ends[i] < 0 ? new FillOperation(gradient, 0) : new CopyOperation(ends[i], gradient, LoopStep.First));
            carries.Add((carried, gradient));
            _dense[final].Add(gradient);
        }

        // Values from before the loop, with what later uses have contributed.
        int[] outside = [.. loop.Reads.Distinct().Where(r => _isActive[r] && IsOutside(r, loop) && !loop.Carries.Any(c => c.Carried == r))];
        var before = outside.Where(o => _operations.Tensors[o].IsBatched).ToDictionary(
            o => o,
            o => (Gradient: _operations.AddLike(o, GradientName(o), loop.Loop), Dense: _dense[o].ToArray(), Picked: _picked[o].ToArray()));
        foreach ((int of, (int gradient, _, _)) in before.Select(b => (b.Key, b.Value)))
        {
            Forget(of);
            _dense[of].Add(gradient);
            carries.Add((of, gradient));
        }

        int[] known = [.. _dense.Select(d => d.Count)];
        (_list, _operations.Loop) = (body, loop.Loop);
        Differentiate(loop.Body);
        bool[] isOutside = [.. Enumerable.Range(0, _dense.Length).Select(t => !_operations.Tensors[t].IsBatched
            && (IsOutside(t, loop) || _operations.Tensors[t].Kind == TensorKind.Parameter))];
        AddUnbatched(t => isOutside[t], known);
        HandOn(carries);
        (_list, _operations.Loop) = (outer, 0);

        foreach ((int of, (int gradient, int[] dense, (int, int)[] picked)) in before.Select(b => (b.Key, b.Value)))
        {
            _list.Add(new FillOperation(gradient, 0));
            Forget(of);
            _dense[of].AddRange(dense);
            _picked[of].AddRange(picked);
            _dense[of].Add(gradient);
        }

        foreach ((int of, int gradient) in carries.Where(c => !before.ContainsKey(c.Of)))
        {
            Forget(of);
            _dense[of].Add(gradient);
        }

        _list.Add(new LoopOperation(loop.Loop, IsReversed: true, body, EquatableArray<(int, int)>.Empty));
    }

    // The copies at the end of a pass. A gradient that is another's memory is copied before that memory changes.
    private void HandOn(List<(int Of, int Gradient)> carries)
    {
        var copies = new List<TensorOperation>();
        foreach ((int of, int gradient) in carries)
        {
            int next = HasGradient(of) ? Resolve(of) : -1;
            int root = next < 0 ? -1 : MemoryPlan.FindRoot(_operations.Tensors, next);
            if (root == gradient)
                continue;
            if (carries.Any(c => c.Gradient == root))
            {
                int own = _operations.AddLike(of, GradientName(of));
                _list.Add(new CopyOperation(next, own));
                next = own;
            }

            copies.Add(next < 0 ? new FillOperation(gradient, 0) : new CopyOperation(next, gradient, LoopStep.Next));
        }

        _list.AddRange(copies);
    }

    private bool IsOutside(int tensor, LoopOperation loop) => _operations.Tensors[tensor].Loop != loop.Loop;

    private void Forget(int tensor)
    {
        _dense[tensor].Clear();
        _picked[tensor].Clear();
        _partial.Remove(tensor);
        _resolved.Remove(tensor);
    }
}
