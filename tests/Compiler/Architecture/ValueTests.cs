using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;
using Xunit;

namespace FusedOpt.Compiler.Tests.Architecture;

/// <summary>
/// The values that the incremental pipeline keeps are equal by value, and beside them it keeps only results of pure functions.
/// </summary>
public class ValueTests
{
    private static readonly Type[] Types = typeof(Program).Assembly.GetTypes();

    [Fact]
    public void NoStaticFieldCanBeAssigned()
    {
        FieldInfo[] mutable =
        [
            .. Types.SelectMany(
                t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                .Where(f => !f.IsInitOnly && !f.IsLiteral && !IsCompilersOwn(f)),
        ];
        Assert.Empty(mutable.Select(f => $"{f.DeclaringType}.{f.Name}"));
    }

    [Fact]
    public void AStaticFieldThatCanBeAssignedWouldBeSeen()
    {
        FieldInfo field = typeof(Control).GetField(nameof(Control.Mutable))!;
        Assert.False(field.IsInitOnly || field.IsLiteral || IsCompilersOwn(field));
    }

    [Fact]
    public void NoRecordHoldsAnArrayThatIsEqualByReferenceOnly()
    {
        Assert.All(Records(), record => Assert.All(Fields(record), f => Assert.False(
            f.FieldType.IsGenericType && f.FieldType.GetGenericTypeDefinition() == typeof(ImmutableArray<>), $"{record.Name}.{f.Name}")));
    }

    [Theory]
    [InlineData(typeof(TargetModel))]
    [InlineData(typeof(RuleModel))]
    [InlineData(typeof(Program))]
    public void ModelsAreValuesAllTheWayDown(Type model)
    {
        var pending = new Queue<Type>([model]);
        var seen = new HashSet<Type>();
        while (pending.TryDequeue(out Type? type))
        {
            if (!seen.Add(type) || type.IsPrimitive || type.IsEnum || type == typeof(string))
                continue;
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>))
            {
                pending.Enqueue(type.GetGenericArguments()[0]);
                continue;
            }

            Assert.True(IsRecord(type), $"{type} is not equal by value");
            foreach (FieldInfo field in Fields(type))
                pending.Enqueue(field.FieldType);
        }
    }

    [Fact]
    public void RecordsAreToldFromClasses()
    {
        Assert.Contains(typeof(Program), Records());
        Assert.Contains(typeof(Instruction), Records());
        Assert.DoesNotContain(typeof(ProgramBuilder), Records());
    }

    private static IEnumerable<Type> Records() =>
        Types.Where(t => t.Namespace is "FusedOpt.Generator.Ir" or "FusedOpt.Generator.Model" && IsRecord(t));

    private static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;

    private static FieldInfo[] Fields(Type type) => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);

    // Caches of delegates and the like.
    private static bool IsCompilersOwn(FieldInfo field) =>
        field.IsDefined(typeof(CompilerGeneratedAttribute))
        || (field.DeclaringType is { } type && (type.Name.StartsWith('<') || type.IsDefined(typeof(CompilerGeneratedAttribute))));

    private static class Control
    {
        public static int Mutable = 1;
    }
}
