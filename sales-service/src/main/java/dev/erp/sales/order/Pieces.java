package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How many pieces one line may order: a whole number from 1 to 1,000,000. */
@Constraint(validatedBy = Pieces.Check.class)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface Pieces {

    String message() default "must be a whole number from 1 to 1,000,000";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Null is left to NotNull. */
    final class Check implements ConstraintValidator<Pieces, Quantity> {

        private static final Quantity MOST = Quantity.of(1_000_000);

        @Override
        public boolean isValid(Quantity quantity, ConstraintValidatorContext context) {
            return quantity == null || quantity.isWhole() && quantity.isPositive() && quantity.compareTo(MOST) <= 0;
        }
    }
}
