using System;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>How one parameter of a model is stepped.</summary>
/// <param name="Variant">The class that declares it.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Rule">The rule for floats; the variant's own where null.</param>
/// <param name="WideRule">The rule for doubles; the variant's own, widened, where null.</param>
/// <param name="LearningRate">What the learning rate of the next step is.</param>
internal sealed record Stepped(Variant Variant, Shape Shape, MethodInfo? Rule, MethodInfo? WideRule, Func<double> LearningRate);

/// <summary>Follows one parameter with its rule.</summary>
internal abstract class Track
{
    public static Track Of(string name, Stepped how, Memory memory) => memory.Arrays[name] switch
    {
        double[] => new Follower<double>(
            name, how, memory, Oracle<double>.Of(how.WideRule ?? RuleSource.Compile(RuleSource.Widened(RuleSource.Of(how.Variant.Rule))), how.Variant.Hyperparameters, how.Variant.Scopes)),
        _ => new Follower<float>(name, how, memory, Oracle<float>.Of(how.Rule ?? how.Variant.Update, how.Variant.Hyperparameters, how.Variant.Scopes)),
    };

    /// <summary>One step of the rule over what is expected, with the gradients that the model has been given.</summary>
    public abstract void Step(Memory expected, Memory before, int step);

    private sealed class Follower<T>(string name, Stepped how, Memory memory, Oracle<T> oracle) : Track
        where T : unmanaged
    {
        private readonly Array[] _states = States(name, how, memory, oracle);

        // A state that is kept in fewer bytes is a copy of those.
        private readonly (string Key, int State, Narrow Form)[] _narrow =
        [
            .. memory.States(name)
                .Select((state, slot) => (Key: $"{name}/{state}", State: oracle.States.ToList().FindIndex(s => Comparison.Snake(s) == state), Form: Narrow.Of(how.Variant, name, state, slot, memory)))
                .Where(s => s.Form is not null)
                .Select(s => (s.Key, s.State, s.Form!)),
        ];

        public override void Step(Memory expected, Memory before, int step)
        {
            foreach ((string key, int state, Narrow form) in _narrow)
                form.Widen(expected.Arrays, key).CopyTo(_states[state], 0);
            T[] parameter = Wide(expected.Arrays[name]);
            oracle.Step(how.Shape, parameter, Wide(before.Arrays[name + "/gradient"]), _states, step, how.LearningRate());
            foreach ((string key, int state, Narrow form) in how.Shape.Count == 0 ? [] : _narrow)
                form.Round((float[])_states[state], step, expected.Arrays, key);
            if (expected.Arrays[name] is Half[] halves)
                parameter.Cast<float>().Select(x => (Half)x).ToArray().CopyTo(halves, 0);
        }

        // A half is computed as the float it is.
        private static T[] Wide(Array array) => array is Half[] halves ? [.. halves.Select(h => (float)h).Cast<T>()] : (T[])array;

        // An array for every state of the rule. Those that the model has are the ones compared; a state that the specialised
        // rule never reads is not allocated, and what the rule writes to it here goes nowhere.
        private static Array[] States(string name, Stepped how, Memory memory, Oracle<T> oracle) =>
        [
            .. oracle.States.Select((state, index) =>
            {
                string key = $"{name}/{Comparison.Snake(state)}";
                Array initial = oracle.Scopes[index] switch
                {
                    Scope.Parameter => new double[1],
                    Scope.Row => new T[how.Shape.Rows],
                    Scope.Column => new T[how.Shape.Columns],
                    _ => new T[how.Shape.Count],
                };
                for (int i = 0; i < initial.Length; i++)
                    initial.SetValue(oracle.Initial(state), i);
                if (memory.Arrays.TryGetValue(key, out Array? kept) && kept is not (ushort[] or byte[]))
                    memory.Arrays[key] = initial;
                return initial;
            }),
        ];
    }
}
