using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Infrastructure;

/// <summary>The way in which one parameter of a model is stepped.</summary>
/// <param name="Variant">The class that declares it.</param>
/// <param name="Shape">The shape of the parameter.</param>
/// <param name="Rule">The rule for floats; null for the variant's own.</param>
/// <param name="WideRule">The rule for doubles; null for the variant's own, widened.</param>
/// <param name="LearningRate">Returns the learning rate of the next step.</param>
/// <param name="Change">A change to the text of each stage, for controls; null for none.</param>
/// <param name="Place">The place of the parameter among all; null for the first.</param>
internal sealed record Stepped(
    Variant Variant, ParameterShape Shape, MethodInfo? Rule, MethodInfo? WideRule, Func<double> LearningRate,
    Func<string, string>? Change = null, Place? Place = null)
{
    /// <summary>True if state is as it was before it was rounded to fewer bytes, for controls.</summary>
    public bool KeepsState { get; init; }

    /// <summary>The random numbers of its first element, in the rule or in a stage around it.</summary>
    public Noise NoiseOf(long step, int stage) => (Place ?? Place.First).NoiseOf(Variant.NoiseSeed, step, stage);
}

/// <summary>Follows one parameter with its rule and the stages around it: each in a pass of its own.</summary>
internal abstract class Track
{
    public static Track Of(string name, Stepped how, Memory memory) => memory.Arrays[name] switch
    {
        double[] => new Follower<double>(
            name,
            how,
            memory,
            Oracle<double>.Of(
                how.WideRule ?? RuleSource.Compile(RuleSource.Widened(RuleSource.Of(how.Variant.Rule))),
                how.Variant.Hyperparameters,
                how.Variant.Scopes)),
        _ => new Follower<float>(
            name, how, memory, Oracle<float>.Of(how.Rule ?? how.Variant.Update, how.Variant.Hyperparameters, how.Variant.Scopes)),
    };

    /// <summary>One step of the rule over what is expected, with the gradients that the model has been given.</summary>
    public abstract void Step(Memory expected, Memory before, int step);

    private sealed class Follower<T> : Track
        where T : unmanaged
    {
        private readonly string _name;
        private readonly Stepped _how;
        private readonly Pass _rule;
        private readonly Pass[] _transforms;
        private readonly Pass[] _averages;

        // A state that is kept in fewer bytes is a copy of those.
        private readonly (string Key, float[] State, Narrow Form)[] _narrow;

        public Follower(string name, Stepped how, Memory memory, Oracle<T> oracle)
        {
            (_name, _how) = (name, how);
            var states = new Dictionary<string, Array>();
            _rule = new(oracle, States(oracle, ""), 0);
            _transforms = [.. how.Variant.Stages.Where(s => s.IsTransform).Select(Stage)];
            _averages = [.. how.Variant.Stages.Where(s => !s.IsTransform).Select(Stage)];
            _narrow =
            [
                .. memory.States(name)
                    .Select((state, slot) => (Key: $"{name}/{state}", Form: Narrow.Of(how.Variant, name, state, slot, memory)))
                    .Where(s => s.Form is not null && states.ContainsKey(s.Key))
                    .Select(s => (s.Key, (float[])states[s.Key], s.Form!)),
            ];

            Pass Stage(Variant stage)
            {
                string text = how.Change?.Invoke(RuleSource.Of(stage.Rule)) ?? RuleSource.Of(stage.Rule);
                MethodInfo method = typeof(T) == typeof(double) ? RuleSource.Compile(RuleSource.Widened(text))
                    : how.Change is null ? stage.Update
                    : RuleSource.Compile(text);
                Oracle<T> its = Oracle<T>.Of(method, stage.Hyperparameters, stage.Scopes);
                return new(
                    its,
                    States(its, Comparison.Snake(char.ToLowerInvariant(stage.Name[0]) + stage.Name[1..]) + "_"),
                    how.Variant.Stages.ToList().IndexOf(stage) + 1);
            }

            // An array for every state. Those that the model has are the ones compared; a state that the specialised
            // rule never reads is not allocated, and what the rule writes to it here goes nowhere.
            Array[] States(Oracle<T> its, string prefix) =>
            [
                .. its.States.Select((state, index) =>
                {
                    string key = $"{name}/{prefix}{Comparison.Snake(state)}";
                    Array initial = its.Scopes[index] switch
                    {
                        Scope.Parameter => new double[1],
                        Scope.Row => new T[how.Shape.Rows],
                        Scope.Column => new T[how.Shape.Columns],
                        _ => new T[how.Shape.Count],
                    };
                    for (int i = 0; i < initial.Length; i++)
                        initial.SetValue(its.Initial(state), i);
                    states[key] = initial;
                    if (memory.Arrays.TryGetValue(key, out Array? kept) && kept is not (ushort[] or byte[]))
                        memory.Arrays[key] = initial;
                    return initial;
                }),
            ];
        }

        public override void Step(Memory expected, Memory before, int step)
        {
            foreach ((string key, float[] state, Narrow form) in _how.KeepsState && step > 1 ? [] : _narrow)
                form.Widen(expected.Arrays, key).CopyTo(state, 0);
            T[] parameter = Wide(expected.Arrays[_name]),
                parameterBefore = [.. parameter],
                gradient = [.. Wide(before.Arrays[_name + "/gradient"])];
            foreach (Pass transform in _transforms)
                transform.Step(_how, gradient, parameter, step);
            _rule.Step(_how, parameter, gradient, step);
            foreach (Pass average in _averages)
                average.Step(_how, parameter, parameterBefore, step);
            foreach ((string key, float[] state, Narrow form) in _how.Shape.Count == 0 ? [] : _narrow)
                form.Round(state, step, expected.Arrays, key);
            if (expected.Arrays[_name] is Half[] halves)
                parameter.Cast<float>().Select(x => (Half)x).ToArray().CopyTo(halves, 0);
        }

        // A half is computed as the float it is.
        private static T[] Wide(Array array) => array is Half[] halves ? [.. halves.Select(h => (float)h).Cast<T>()] : (T[])array;

        private sealed record Pass(Oracle<T> Oracle, Array[] States, int Stage)
        {
            public void Step(Stepped how, T[] changed, T[] other, int step)
            {
                double learningRate = how.LearningRate();
                if (step == 1)
                    Oracle.Begin(States, learningRate);
                Oracle.Step(how.Shape, changed, other, States, step, learningRate, how.NoiseOf(step, Stage));
            }
        }
    }
}
