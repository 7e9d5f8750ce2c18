package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How much of a product one line may speak of: up to 1,000,000, and more than nothing unless {@link #orNothing}. */
@Constraint(validatedBy = Amount.Check.class)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Amount {

    String message() default "must be more than 0 and at most 1,000,000";

    boolean orNothing() default false;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is left to NotNull. */
    final class Check implements ConstraintValidator<Amount, Quantity> {

        private static final Quantity MOST = Quantity.of(1_000_000);

        private boolean orNothing;

        @Override
        public void initialize(Amount amount) {
            orNothing = amount.orNothing();
        }

        @Override
        public boolean isValid(Quantity quantity, ConstraintValidatorContext context) {
            return quantity == null
                    || quantity.compareTo(MOST) <= 0 && (quantity.isPositive() || orNothing && !quantity.isNegative());
        }
    }
}
